package dev.weir.tests.worker;

import dev.weir.worker.Kafka;
import dev.weir.worker.Outgoing;
import dev.weir.worker.Retry;
import dev.weir.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// A worker in a process of its own that copies a topic exactly once, and fails now and then. It
/// ends in peace on SIGTERM, and at once when the process ends that it belongs to.
final class TransformMain {
  private TransformMain() {}

  /// Begins.
  ///
  /// @param arguments where Kafka is, the topic and group, and settings of Kafka's as `name=value`
  public static void main(String[] arguments) throws IOException {
    var topic = arguments[1];
    var builder =
        Worker.on(Kafka.at(arguments[0]))
            .group(topic)
            .topics(topic)
            .retry(Retry.forever().from(Duration.ofMillis(1)))
            .rate(2_000);
    for (var i = 2; i < arguments.length; i++) {
      var parts = arguments[i].split("=", 2);
      builder = builder.set(parts[0], parts[1]);
    }
    var worker =
        builder.exactlyOnce(message -> {
          if (ThreadLocalRandom.current().nextInt(50) == 0) throw new IOException("now and then");
          return List.of(Outgoing.to(topic + "-copy", message.key(), message.value()));
        });
    Runtime.getRuntime().addShutdownHook(new Thread(worker::close));
    worker.start();
    while (System.in.read() >= 0) {
      // Nothing is told to it; the end of the stream is the end of whoever started it.
    }
    Runtime.getRuntime().halt(1);
  }
}
