package dev.weir.tests.transcripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A folder in which somebody types: `weir` is there, and finds the broker as that of the `weir up`
/// of this folder. What goes into a pipe is for a program, all else for people.
final class Typed implements Transcript.Shell {
  private static final long SECONDS_MAX = 60;

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
              -Dweir.terminal.stdout=$seen -Dweir.terminal.columns=100 \
              -cp '%s' dev.weir.cli.Main "$@"
            """
                .formatted(java, System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(weir, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Override
  public List<String> run(String command) throws IOException, InterruptedException {
    var output = folder.resolve("output");
    // A file, and not a pipe: that is what a terminal is here.
    var builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("WEIR_"));
    environment.put("PATH", folder.resolve("bin") + ":" + environment.get("PATH"));
    environment.put("HOME", folder.toString());
    environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("NO_COLOR", "1");
    environment.put("TZ", "UTC");
    var process = builder.start();
    try {
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running: " + command);
      }
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(output).stream().map(String::stripTrailing).toList();
  }
}
