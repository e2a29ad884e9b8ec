/// The same work, one message at a time and fifty at a time; the keys stay in order in both.

import dev.weir.worker.Kafka;
import dev.weir.worker.Worker;
import dev.weir.worker.Writer;
import dev.weir.worker.codec.Codecs;

static final int MESSAGES = 200;
static final int KEYS = 50;

void main(String... args) throws Exception {
  var kafka = Kafka.at(args.length > 0 ? args[0] : "localhost:9092");

  for (var concurrency : List.of(1, 50)) {
    write(kafka);
    var took = process(kafka, concurrency);
    IO.println("concurrency %2d: %,d ms".formatted(concurrency, took.toMillis()));
  }
}

void write(Kafka kafka) throws Exception {
  try (var writer =
      Writer.to(kafka)
          .topic("pictures")
          .keys(Codecs.string())
          .values(Codecs.string())
          .open()) {
    for (var i = 0; i < MESSAGES; i++) writer.send("key " + i % KEYS, String.valueOf(i));
  }
}

/// From the first attempt to the end of the last.
Duration process(Kafka kafka, int concurrency) throws Exception {
  var first = new AtomicReference<Instant>();
  var open = new CountDownLatch(MESSAGES);
  var last = new ConcurrentHashMap<String, Integer>();

  var worker =
      Worker.on(kafka)
          .group("painter")
          .topics("pictures")
          .keys(Codecs.string())
          .values(Codecs.string())
          .concurrency(concurrency)
          .each(message -> {
            first.compareAndSet(null, Instant.now());
            Thread.sleep(20); // something that waits for an answer
            var before = last.put(message.key(), Integer.valueOf(message.value()));
            if (before != null && before > Integer.parseInt(message.value())) {
              IO.println("out of order: " + message.key());
            }
            open.countDown();
          });

  try (worker) {
    worker.start();
    open.await();
    return Duration.between(first.get(), Instant.now());
  }
}
