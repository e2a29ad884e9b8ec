package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.worker.Kafka;
import dev.weir.worker.Outcome;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A process that is gone when Kafka has the copy of a dead letter, and before anything is
/// committed.
final class DyingWorkerMain {
  /// As a process that was killed has it.
  static final int DIED = 137;

  private DyingWorkerMain() {}

  /// Processes until it dies.
  ///
  /// @param arguments where Kafka is, and the topic and group
  public static void main(String[] arguments) {
    Worker.on(Kafka.at(arguments[0]))
        .group(arguments[1])
        .topics(arguments[1])
        .commitEvery(Duration.ofHours(1))
        .listen(DyingWorkerMain::heard)
        .process(message -> Outcome.dead(new IllegalStateException("no")))
        .run();
  }

  private static void heard(WorkerEvent event) {
    if (event instanceof WorkerEvent.DeadLettered) Runtime.getRuntime().halt(DIED);
  }

  /// Runs it to its end.
  ///
  /// @return how it ended
  static int run(String bootstrap, String topic) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DyingWorkerMain.class.getName(),
                bootstrap,
                topic)
            .redirectError(Redirect.INHERIT)
            .redirectOutput(Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(45, TimeUnit.SECONDS)).as("its end").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
