/// What fails steps aside into retry topics and is tried again later, while the others go on.

import dev.weir.worker.Kafka;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent.DeadLettered;
import dev.weir.worker.WorkerEvent.Succeeded;
import dev.weir.worker.Writer;
import dev.weir.worker.codec.Codecs;

void main(String... args) throws Exception {
  var kafka = Kafka.at(args.length > 0 ? args[0] : "localhost:9092");
  var open = new CountDownLatch(4);
  var start = Instant.now();

  var worker =
      Worker.on(kafka)
          .group("crm")
          .topics("contacts")
          .values(Codecs.string())
          .retryTopics(Duration.ofSeconds(1), Duration.ofSeconds(2))
          .listen(event -> {
            if (event instanceof Succeeded || event instanceof DeadLettered) open.countDown();
          })
          .each(message -> {
            IO.println(
                "%,6d ms: %s, attempt %d, from %s"
                    .formatted(
                        Duration.between(start, Instant.now()).toMillis(),
                        message.value(),
                        message.attempt(),
                        message.topic()));
            if (message.value().equals("never")) throw new IllegalStateException("it cannot be");
            if (message.value().equals("later") && message.attempt() < 2) {
              throw new IllegalStateException("not yet");
            }
          });

  try (worker;
      var writer = Writer.to(kafka).topic("contacts").values(Codecs.string()).open()) {
    for (var value : List.of("at once", "later", "never", "also at once")) {
      writer.write(null, value);
    }
    worker.start();
    open.await();
    IO.println("dead letters: " + worker.stats().deadLettered());
  }
}
