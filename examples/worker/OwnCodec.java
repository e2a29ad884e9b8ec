/// A codec of your own: temperatures as "celsius;place". What does not fit is a dead letter.

import dev.weir.worker.Codec;
import dev.weir.worker.DecodeException;
import dev.weir.worker.Kafka;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent.DeadLettered;
import dev.weir.worker.Writer;
import dev.weir.worker.codec.Codecs;

record Temperature(double celsius, String place) {}

static class Temperatures implements Codec<Temperature> {
  @Override
  public byte[] encode(Context context, Temperature value) {
    return (value.celsius() + ";" + value.place()).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Temperature decode(Context context, byte[] bytes) {
    var parts = new String(bytes, StandardCharsets.UTF_8).split(";", 2);
    try {
      return new Temperature(Double.parseDouble(parts[0]), parts[1]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new DecodeException("A temperature is 'celsius;place'", e);
    }
  }
}

void main(String... args) throws Exception {
  var kafka = Kafka.at(args.length > 0 ? args[0] : "localhost:9092");
  var open = new CountDownLatch(3);

  var worker =
      Worker.on(kafka)
          .group("weather")
          .topics("temperatures")
          .values(new Temperatures())
          .listen(event -> {
            if (!(event instanceof DeadLettered letter)) return;
            IO.println("dead: " + letter.why().getMessage());
            open.countDown();
          })
          .each(message -> {
            IO.println(message.value().place() + " has " + message.value().celsius() + " °C");
            open.countDown();
          });

  try (worker;
      var writer = Writer.to(kafka).topic("temperatures").values(new Temperatures()).open();
      var vandal = Writer.to(kafka).topic("temperatures").values(Codecs.string()).open()) {
    writer.write(null, new Temperature(21.5, "Oslo"));
    writer.write(null, new Temperature(-3, "Rome"));
    vandal.write(null, "warm");
    worker.start();
    open.await();
  }
}
