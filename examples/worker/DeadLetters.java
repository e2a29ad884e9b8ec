/// What cannot be processed becomes a dead letter; another worker reads those and says why.

import dev.weir.worker.Kafka;
import dev.weir.worker.Outcome;
import dev.weir.worker.Retry;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent.DeadLettered;
import dev.weir.worker.Writer;
import dev.weir.worker.codec.Codecs;

record Payment(String card, int cents) {}

static class CardUnknown extends Exception {
  CardUnknown(String card) {
    super("no card has the number " + card);
  }
}

void main(String... args) throws Exception {
  var kafka = Kafka.at(args.length > 0 ? args[0] : "localhost:9092");
  var buried = new CountDownLatch(3);
  var read = new CountDownLatch(3);

  var payments =
      Worker.on(kafka)
          .group("cashier")
          .topics("payments")
          .keys(Codecs.string())
          .values(Codecs.json(Payment.class))
          .retry(Retry.times(3))
          .listen(event -> {
            if (event instanceof DeadLettered) buried.countDown();
          })
          .process(message -> {
            var payment = message.value();
            if (payment.card().isEmpty()) return Outcome.dead(new CardUnknown("")); // at once
            if (payment.cents() < 0) throw new ArithmeticException("less than nothing"); // 3 times
            IO.println("paid: " + payment);
            return Outcome.done();
          });

  var inspector =
      Worker.on(kafka)
          .group("inspector")
          .topics("payments.dlt")
          .values(Codecs.string())
          .each(letter -> {
            var headers = letter.headers();
            IO.println(
                "dead letter: %s%n  from %s-%s@%s, %s attempt(s): %s: %s"
                    .formatted(
                        letter.value(),
                        headers.text("weir.dlt.topic"),
                        headers.text("weir.dlt.partition"),
                        headers.text("weir.dlt.offset"),
                        headers.text("weir.dlt.attempts"),
                        headers.text("weir.dlt.error"),
                        headers.text("weir.dlt.message")));
            read.countDown();
          });

  try (payments;
      var writer = Writer.to(kafka).topic("payments").values(Codecs.string()).open()) {
    writer.write(null, "{\"card\":\"1111\",\"cents\":250}");
    writer.write(null, "{\"card\":\"\",\"cents\":250}");
    writer.write(null, "{\"card\":\"1111\",\"cents\":-1}");
    writer.write(null, "this is not JSON");
    payments.start();
    buried.await();
    try (inspector) {
      inspector.start();
      read.await();
    }
  }
}
