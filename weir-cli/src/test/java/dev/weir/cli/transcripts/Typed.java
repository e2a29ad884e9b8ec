package dev.weir.cli.transcripts;

import dev.weir.cli.Ran;
import dev.weir.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A folder in which somebody types: `weir` is there, and finds the broker as that of the `weir up`
/// of this folder. What goes into a pipe is for a program, all else for people.
///
/// A line of one plain command is run in this JVM, which is much faster; what needs a shell gets
/// one.
final class Typed implements Transcript.Shell {
  private static final long SECONDS_MAX = 180;
  private static final int COLUMNS = 100;

  /// Also in single quotes.
  private static final Pattern WORD = Pattern.compile("'([^']*)'|([^\\s'|;<>&$()\"\\\\*?`]+)");

  private static final Pattern PLAIN = Pattern.compile("(?:(?:" + WORD + ")(?:\\s+|$))+");

  private final Path folder;

  Typed(Path folder, int brokerPort) throws IOException {
    this.folder = folder;
    var data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("weir.ports"), "broker=" + brokerPort + "\n");
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var weir =
        Files.writeString(
            Files.createDirectories(folder.resolve("bin")).resolve("weir"),
            """
            #!/usr/bin/env bash
            seen=true
            if [ -p /dev/stdout ]; then seen=false; fi
            exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto \
              --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
              -Dweir.terminal.stdout=$seen -Dweir.terminal.columns=%d \
              -cp '%s' dev.weir.cli.Main "$@"
            """
                .formatted(java, COLUMNS, System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(weir, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Override
  public List<String> run(String command) throws IOException, InterruptedException {
    var words = WORD.matcher(command).results().map(Typed::word).toList();
    var plain = command.startsWith("weir ") && PLAIN.matcher(command).matches();
    var printed = plain ? inside(words.subList(1, words.size())) : inShell(command);
    return printed
        .lines()
        .map(line -> line.replace(folder.toString(), "~").stripTrailing())
        .toList();
  }

  private static String word(MatchResult word) {
    return word.group(1) == null ? word.group(2) : word.group(1);
  }

  private String inside(List<String> words) {
    var seen = new Terminal(false, true, false, COLUMNS, true);
    return Ran.Around.in(folder)
        .with(environment(Map.of()))
        .at(seen)
        .typed(words.toArray(String[]::new));
  }

  private Map<String, String> environment(Map<String, String> from) {
    var environment = new HashMap<>(from);
    environment.keySet().removeIf(name -> name.startsWith("WEIR_") || name.startsWith("LC_"));
    environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("HOME", folder.toString());
    environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("NO_COLOR", "1");
    environment.put("TZ", "UTC");
    return environment;
  }

  private String inShell(String command) throws IOException, InterruptedException {
    var output = folder.resolve("output");
    // A file, and not a pipe: that is what a terminal is here.
    var builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile());
    var environment = environment(builder.environment());
    builder.environment().clear();
    builder.environment().putAll(environment);
    var process = builder.start();
    try {
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running: " + command);
      }
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output);
  }
}
