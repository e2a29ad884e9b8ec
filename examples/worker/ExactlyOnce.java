/// What is made of each message is written once, though attempts fail and are made again.

import dev.weir.worker.Kafka;
import dev.weir.worker.Outgoing;
import dev.weir.worker.Retry;
import dev.weir.worker.Worker;
import dev.weir.worker.Writer;
import dev.weir.worker.codec.Codecs;

static final int MESSAGES = 200;

void main(String... args) throws Exception {
  var kafka = Kafka.at(args.length > 0 ? args[0] : "localhost:9092");
  var read = new ConcurrentHashMap<String, Integer>();
  var open = new CountDownLatch(MESSAGES);

  var doubler =
      Worker.on(kafka)
          .group("doubler")
          .topics("numbers")
          .keys(Codecs.string())
          .values(Codecs.int64())
          .retry(Retry.forever().from(Duration.ofMillis(10)))
          .exactlyOnce(message -> {
            if (ThreadLocalRandom.current().nextInt(5) == 0) throw new IOException("bad luck");
            var twice = 2 * message.value();
            return List.of(
                Outgoing.to("doubles", Codecs.string(), message.key(), Codecs.int64(), twice));
          });

  var reader =
      Worker.on(kafka)
          .group("auditor")
          .topics("doubles")
          .keys(Codecs.string())
          .values(Codecs.int64())
          .set("isolation.level", "read_committed") // else it reads what was taken back, too
          .each(message -> {
            read.merge(message.key(), 1, Integer::sum);
            open.countDown();
          });

  try (doubler; reader) {
    try (var writer =
        Writer.to(kafka)
            .topic("numbers")
            .keys(Codecs.string())
            .values(Codecs.int64())
            .open()) {
      for (var i = 0L; i < MESSAGES; i++) writer.send("number " + i, i);
    }
    doubler.start();
    reader.start();
    open.await();
    var twice = read.values().stream().filter(count -> count > 1).count();
    IO.println(
        "%d messages, %d attempts; %d results, %d of them twice"
            .formatted(MESSAGES, doubler.stats().attempts(), read.size(), twice));
  }
}
