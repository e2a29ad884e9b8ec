/// Messages are processed when they are three seconds old, and not before.

import dev.weir.worker.Kafka;
import dev.weir.worker.Worker;
import dev.weir.worker.Writer;
import dev.weir.worker.codec.Codecs;

void main(String... args) throws Exception {
  var kafka = Kafka.at(args.length > 0 ? args[0] : "localhost:9092");
  var messages = new CountDownLatch(5);

  var worker =
      Worker.on(kafka)
          .group("reminder")
          .topics("reminders")
          .values(Codecs.string())
          .delay(Duration.ofSeconds(3))
          .each(message -> {
            var age = Duration.between(message.time(), Instant.now());
            IO.println(message.value() + ", " + age.toMillis() + " ms after it was written");
            messages.countDown();
          });

  try (worker;
      var writer = Writer.to(kafka).topic("reminders").values(Codecs.string()).open()) {
    for (var i = 1; i <= 5; i++) writer.write(null, "reminder " + i);
    IO.println("written; now the worker waits");
    worker.start();
    messages.await();
  }
}
