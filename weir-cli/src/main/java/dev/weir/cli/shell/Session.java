package dev.weir.cli.shell;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Connection;
import dev.weir.cli.contexts.ContextsFile;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.ReaderGone;
import dev.weir.cli.terminal.Stdout;
import dev.weir.cli.terminal.StopSignal;
import dev.weir.cli.terminal.Terminal;
import dev.weir.cli.terminal.World;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a shell remembers from one line to the next, and how it carries one out.
///
/// One thread runs lines; [#interrupt] may come from any.
final class Session {
  static final String CLEAR = "\u001b[H\u001b[2J";

  /// What it knows beside the commands.
  static final Map<String, String> WORDS =
      Map.of(
          "use", "Set the default topic",
          "watch", "Run a command again and again: watch 2s lag",
          "cluster-select", "Go to another context",
          "cluster-describe", "Tell which cluster this is",
          "clear", "Clear the screen",
          "exit", "Leave");

  private final World.Host host;
  private final UnaryOperator<List<String>> completed;
  private final Map<String, String> env;
  private World world;
  private @Nullable String topic;
  private boolean over;
  private volatile @Nullable Running running;

  /// @param completed adds the default topic to a command that lacks one
  Session(World.Host host, World world, Completed completed) {
    this.host = host;
    this.world = world;
    this.env = new HashMap<>(world.env());
    this.completed = words -> topic == null ? words : completed.with(words, topic);
  }

  /// How a default topic comes to a command.
  interface Completed {
    List<String> with(List<String> words, String topic);
  }

  /// Runs one line to its end.
  ///
  /// @return its exit code
  int run(String text) {
    var stop = new Stopping();
    try {
      return switch (Line.parse(text)) {
        case Line.Nothing _ -> ExitCode.OK;
        case Line.OfSystem(var command) -> new SystemShell(around(stop.signal)).run(command);
        case Line.Ours(var words, var target) -> to(target, words, stop);
      };
    } catch (Failure e) {
      world.err().println("weir: " + e.getMessage());
      return e.exitCode();
    } catch (InterruptedException e) {
      return ExitCode.SIGNALLED;
    } finally {
      running = null;
      var _ = Thread.interrupted();
    }
  }

  /// How this line can be ended.
  private final class Stopping {
    private final StopSignal signal;

    Stopping() {
      // Without a terminal of ours, a signal is for the whole process.
      signal = world.terminal().in() ? StopSignal.inside() : world.stop();
      running = new Running(signal);
    }
  }

  /// Ends the line that runs.
  ///
  /// @return whether one does
  boolean interrupt() {
    var now = running;
    if (now != null) now.end();
    return now != null;
  }

  private int to(Target target, List<String> words, Stopping stop) throws InterruptedException {
    var around = around(stop.signal);
    return switch (target) {
      case Target.Here _ -> command(around, words);
      case Target.Into into -> into(into, around, words);
      case Target.Pipe(var command) ->
          new SystemShell(around)
              .through(
                  command,
                  input -> {
                    var exitCode = command(around.out(input, unseen()), words);
                    input.flush();
                    return exitCode;
                  });
    };
  }

  private int into(Target.Into into, World around, List<String> words) {
    var options =
        into.appends()
            ? new OpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.APPEND}
            : new OpenOption[0];
    try (var file = Files.newOutputStream(world.folder().resolve(into.file()), options)) {
      var out = new Stdout(file);
      var exitCode = command(around.out(out, unseen()), words);
      out.flush();
      return exitCode;
    } catch (IOException | ReaderGone e) {
      throw new Failure(
          ExitCode.FAILED,
          "The output was not written to '%s'".formatted(into.file()),
          String.valueOf(e.getMessage()),
          "Name a file that can be written.");
    }
  }

  private Terminal unseen() {
    var seen = world.terminal();
    return new Terminal(seen.in(), false, seen.err(), seen.columns(), seen.unicode());
  }

  private int command(World around, List<String> words) {
    return switch (words.getFirst()) {
      case "exit", "quit" -> {
        over = true;
        yield ExitCode.OK;
      }
      case "clear" -> clear(around);
      case "use" -> use(around, words);
      case "cluster-select" -> select(words);
      case "cluster-describe" -> describe(around);
      case "watch" -> new Watch(around, again -> command(around, again)).run(words);
      case "shell" -> throw usage("This is the shell already", "Type a command, or 'exit'.");
      default -> host.run(around, completed.apply(words).toArray(String[]::new));
    };
  }

  private static int clear(World around) {
    if (around.terminal().out()) around.out().write(CLEAR.getBytes(StandardCharsets.US_ASCII));
    around.out().flush();
    return ExitCode.OK;
  }

  private int use(World around, List<String> words) {
    if (words.size() > 2) throw usage("'use' takes one topic", "Try 'use rides'.");
    topic = words.size() == 1 ? null : words.get(1);
    around.err().println(topic == null ? "No default topic." : "Default topic: " + topic);
    return ExitCode.OK;
  }

  private int select(List<String> words) {
    if (words.size() != 2) {
      throw usage(
          "'cluster-select' takes the name of a context",
          "There are: %s.".formatted(String.join(", ", contexts())));
    }
    ContextsFile.of(world).context(words.get(1));
    context(words.get(1));
    return ExitCode.OK;
  }

  private int describe(World around) {
    around.out().line(connection().toString());
    around.out().flush();
    return ExitCode.OK;
  }

  private static Failure usage(String what, String remedy) {
    return new Failure(ExitCode.USAGE, "The line was not run", what, remedy);
  }

  List<String> contexts() {
    return ContextsFile.of(world).names();
  }

  /// Goes to another cluster.
  void context(String name) {
    env.put("WEIR_CONTEXT", name);
    env.remove("WEIR_BOOTSTRAP");
  }

  void bootstrap(String servers) {
    env.put("WEIR_BOOTSTRAP", servers);
  }

  /// To the cluster that a command would use now.
  Connection connection() {
    return Cluster.of(around(world.stop()), null).connection();
  }

  /// The default one; null where there is none.
  @Nullable String topic() {
    return topic;
  }

  boolean over() {
    return over;
  }

  /// The terminal is another size now.
  void columns(int columns) {
    var seen = world.terminal();
    var resized = new Terminal(seen.in(), seen.out(), seen.err(), columns, seen.unicode());
    world = world.out(world.out(), resized);
  }

  /// Our input, which is still ours when a command has closed it.
  private static final class Input extends FilterInputStream {
    Input(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  /// The world that commands find themselves in.
  World around(StopSignal stop) {
    var now = running;
    var err = now == null ? world.err() : Talk.until(now::broken, world.err());
    return new World(
        new Input(world.in()),
        world.out(),
        err,
        Map.copyOf(env),
        world.folder(),
        world.terminal(),
        stop);
  }
}
