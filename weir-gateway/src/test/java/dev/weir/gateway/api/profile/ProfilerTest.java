package dev.weir.gateway.api.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process with secrets in its environment, its properties and its command line is recorded.
@Timeout(60)
final class ProfilerTest {
  private static final String VARIABLE = "canary-of-the-environment";
  private static final String PROPERTY = "canary-of-the-properties";
  private static final String ERROR = "canary-of-an-error";

  @TempDir private Path folder;

  @Test
  @Tag("S17")
  void a_recording_has_none_of_the_secrets_that_the_recorder_would_note() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-Dkeystore.password=" + PROPERTY,
            "-cp",
            System.getProperty("java.class.path"),
            Recorded.class.getName(),
            folder.toString());
    builder.environment().put("WEIR_SECRET", VARIABLE);
    var log = folder.resolve("log");
    var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();

    assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).as(() -> read(log)).isZero();
    var recording = new Recordings(folder).all().getFirst();
    var ours = folder.resolve(recording.name());
    assertThat(told(folder.resolve("plain.jfr"))).contains(VARIABLE, PROPERTY, ERROR);
    assertThat(told(ours)).doesNotContain(VARIABLE, PROPERTY, ERROR).contains("jdk.ActiveSetting");
    assertThat(read(ours)).doesNotContain(VARIABLE, PROPERTY, ERROR);
  }

  /// All that is in a recording.
  private static String told(Path file) throws IOException {
    var told = new StringBuilder();
    try (var recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) told.append(recording.readEvent());
    }
    return told.toString();
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /// The process: it makes a recording as operators get it, then one as the JVM has it.
  static final class Recorded {
    private Recorded() {}

    public static void main(String[] args) throws Exception {
      var folder = Path.of(args[0]);
      try (var profiler = new Profiler(new Recordings(folder), System::nanoTime)) {
        profiler.start(new Profiler.Wish(600, "profile"));
        fail();
        if (!profiler.stop()) throw new IllegalStateException("nothing was recorded");
      }
      try (var plain = new Recording(Configuration.getConfiguration("profile"))) {
        plain.start();
        fail();
        plain.stop();
        plain.dump(folder.resolve("plain.jfr"));
      }
    }

    private static void fail() {
      try {
        throw new AssertionError(ERROR);
      } catch (AssertionError e) {
        if (!ERROR.equals(e.getMessage())) throw e;
      }
    }
  }
}
