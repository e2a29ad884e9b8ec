/// The database is away for a while: the breaker waits for it, and nothing becomes a dead letter.

import dev.weir.worker.Breaker;
import dev.weir.worker.Kafka;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent.BreakerChanged;
import dev.weir.worker.WorkerEvent.Succeeded;
import dev.weir.worker.Writer;
import dev.weir.worker.codec.Codecs;

static final int MESSAGES = 100;

void main(String... args) throws Exception {
  var kafka = Kafka.at(args.length > 0 ? args[0] : "localhost:9092");
  var open = new CountDownLatch(MESSAGES);
  var back = new AtomicReference<Instant>();

  var worker =
      Worker.on(kafka)
          .group("archive")
          .topics("documents")
          .keys(Codecs.string())
          .values(Codecs.string())
          .breaker(Breaker.after(10).pause(Duration.ofSeconds(1)))
          .listen(event -> {
            if (event instanceof BreakerChanged(var from, var to)) IO.println("breaker: " + to);
            if (event instanceof Succeeded) open.countDown();
          })
          .each(message -> {
            back.compareAndSet(null, Instant.now().plusSeconds(3));
            if (Instant.now().isBefore(back.get())) throw new IOException("the database is away");
          });

  try (worker;
      var writer =
          Writer.to(kafka)
              .topic("documents")
              .keys(Codecs.string())
              .values(Codecs.string())
              .open()) {
    for (var i = 0; i < MESSAGES; i++) writer.send("document " + i, "text");
    worker.start();
    open.await();
    var stats = worker.stats();
    IO.println(
        "%d messages done, %d attempts failed, %d dead letters"
            .formatted(stats.done(), stats.failed(), stats.deadLettered()));
  }
}
