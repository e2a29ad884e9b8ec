/// What a worker tells while it works, and code around each attempt.

import dev.weir.worker.Kafka;
import dev.weir.worker.Retry;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent;
import dev.weir.worker.WorkerEvent.Polled;
import dev.weir.worker.Writer;
import dev.weir.worker.codec.Codecs;

void main(String... args) throws Exception {
  var kafka = Kafka.at(args.length > 0 ? args[0] : "localhost:9092");
  var open = new CountDownLatch(2);

  var worker =
      Worker.on(kafka)
          .group("watched")
          .topics("letters")
          .values(Codecs.string())
          .retry(Retry.times(2))
          .listen(this::told)
          .around((message, next) -> {
            IO.println("  before attempt " + message.attempt() + " at " + message.value());
            var outcome = next.process(message);
            IO.println("  behind it: " + outcome);
            return outcome;
          })
          .each(message -> {
            if (message.value().equals("beta") && message.attempt() == 1) {
              throw new IllegalStateException("beta is not well");
            }
            open.countDown();
          });

  try (worker;
      var writer = Writer.to(kafka).topic("letters").values(Codecs.string()).open()) {
    writer.write(null, "alpha");
    writer.write(null, "beta");
    worker.start();
    open.await();
  }
}

void told(WorkerEvent event) {
  if (event instanceof Polled) return; // ten in a second
  IO.println(event);
}
