/// Writes ten messages for FirstWorker, and prints where Kafka has put each.

import dev.weir.worker.Kafka;
import dev.weir.worker.Writer;
import dev.weir.worker.codec.Codecs;

record Signup(String name, int age) {}

void main(String... args) {
  var kafka = Kafka.at(args.length > 0 ? args[0] : "localhost:9092");
  var names = List.of("Ann", "Bo", "Cleo", "Dan", "Eve");
  var random = new Random();

  try (var writer =
      Writer.to(kafka)
          .topic("signups")
          .keys(Codecs.string())
          .values(Codecs.json(Signup.class))
          .open()) {
    for (var i = 0; i < 10; i++) {
      var signup = new Signup(names.get(random.nextInt(names.size())), random.nextInt(100));
      var ack = writer.write(signup.name(), signup); // waits until Kafka has it
      IO.println(signup + " is in partition " + ack.partition() + " at offset " + ack.offset());
    }
  }
}
