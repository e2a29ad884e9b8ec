package dev.weir.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `./weir fuzz`: fuzzes targets one after the other and says what came of each.
public final class Fuzz {
  private static final Duration TIME = Duration.ofMinutes(10);
  private static final String USAGE =
      """
      Usage: ./weir fuzz [TARGET…|all] [--seconds N]
             ./weir fuzz TARGET FILE     tries one input again
      Gives decoders bytes that nobody thought of; 600 s for each target, else N.
      Targets:
      """;

  private final Path folder;
  private final Path seeds;
  private final PrintStream out;

  private Fuzz(Path root, PrintStream out) {
    this.folder = root.resolve("target/fuzz").toAbsolutePath();
    this.seeds = root.resolve("src/seeds").toAbsolutePath();
    this.out = out;
  }

  /// Ends with 0 where there is no finding, 1 where there is one, 2 where the command is wrong.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    // Where this module is, as ./weir says.
    var root = Path.of(System.getProperty("weir.fuzz", "."));
    System.exit(new Fuzz(root, System.out).run(List.of(arguments)));
  }

  private int run(List<String> arguments) throws IOException, InterruptedException {
    var targets = new ArrayList<Target>();
    var time = TIME;
    for (var next = arguments.iterator(); next.hasNext(); ) {
      var argument = next.next();
      var target = target(argument);
      if (argument.equals("--seconds") && next.hasNext()) {
        time = seconds(next.next());
      } else if (argument.equals("all")) {
        targets.addAll(Target.ALL);
      } else if (target != null) {
        targets.add(target);
      } else if (targets.size() == 1 && Files.isRegularFile(Path.of(argument))) {
        return told(new Run(targets.getFirst(), folder).again(Path.of(argument)));
      } else {
        return usage();
      }
    }
    if (time.isZero()) return usage();
    return search(targets.isEmpty() ? Target.ALL : targets, time);
  }

  private int search(List<Target> targets, Duration time) throws IOException, InterruptedException {
    var failed = 0;
    for (var target : targets) {
      failed = Math.max(failed, told(new Run(target, folder).search(seeds, time)));
    }
    return failed;
  }

  private int told(Result result) {
    out.println(result.text());
    return result.failed() ? 1 : 0;
  }

  private int usage() {
    out.print(USAGE);
    for (var target : Target.ALL) out.println("  " + target.name());
    return 2;
  }

  private static @Nullable Target target(String name) {
    return Target.ALL.stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /// Zero for what is no number of seconds.
  private static Duration seconds(String text) {
    return text.matches("\\d{1,7}") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ZERO;
  }
}
