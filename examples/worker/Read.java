/// Asks for messages, instead of being called for each.

import dev.weir.worker.Kafka;
import dev.weir.worker.Reader;
import dev.weir.worker.Writer;
import dev.weir.worker.codec.Codecs;

void main(String... args) {
  var kafka = Kafka.at(args.length > 0 ? args[0] : "localhost:9092");
  try (var writer = Writer.to(kafka).topic("votes").values(Codecs.string()).open()) {
    for (var vote : List.of("yes", "no", "yes", "yes")) writer.write(null, vote);
  }

  try (var reader =
      Reader.from(kafka).group("counter").topics("votes").values(Codecs.string()).open()) {
    var votes = new TreeMap<String, Integer>();
    for (var read = 0; read < 4; ) {
      for (var message : reader.read(Duration.ofSeconds(1))) {
        votes.merge(message.value(), 1, Integer::sum);
        reader.done(message); // and only now is it committed
        read++;
      }
    }
    IO.println(votes);
  }
}
