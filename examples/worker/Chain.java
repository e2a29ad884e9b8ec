/// A chain: what one worker gives up, a second one tries again later, and gives up for good.

import dev.weir.worker.Exhausted;
import dev.weir.worker.Kafka;
import dev.weir.worker.Retry;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerBuilder;
import dev.weir.worker.WorkerEvent.DeadLettered;
import dev.weir.worker.Writer;
import dev.weir.worker.codec.Codecs;

void main(String... args) throws Exception {
  var kafka = Kafka.at(args.length > 0 ? args[0] : "localhost:9092");
  var given = new CountDownLatch(2);

  var shipping =
      Worker.on(kafka)
          .group("shipping")
          .values(Codecs.string())
          .retry(Retry.times(2))
          .listen(event -> {
            if (event instanceof DeadLettered letter) {
              IO.println("given up: " + letter.position() + ", copied to " + letter.copy().topic());
              given.countDown();
            }
          });

  var first =
      shipping
          .topics("parcels")
          .onExhausted(Exhausted.deadLetter("parcels.again"))
          .each(message -> ship("the first worker", message.value()));

  var second =
      shipping
          .topics("parcels.again")
          .delay(Duration.ofSeconds(2))
          .onExhausted(Exhausted.deadLetter("parcels.lost"))
          .each(message -> ship("the second worker", message.value()));

  try (first; second; var writer = Writer.to(kafka).topic("parcels").values(Codecs.string()).open()) {
    writer.write(null, "a parcel to nowhere");
    first.start();
    second.start();
    given.await();
  }
}

void ship(String who, String parcel) {
  IO.println(who + " tries " + parcel);
  throw new IllegalStateException("there is no such place");
}
