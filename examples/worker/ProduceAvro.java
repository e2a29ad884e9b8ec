/// Writes ten Avro records for AvroWorker.
//
// The second argument is the address of a schema registry. Without one the schema's id is 1 for all
// that write, and nobody is asked for it: enough as long as the schema never changes.

import dev.weir.worker.Kafka;
import dev.weir.worker.Writer;
import dev.weir.worker.codec.Codecs;
import dev.weir.worker.codec.Registry;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;

static final Schema SIGNUP =
    new Schema.Parser()
        .parse(
            """
            {"type": "record", "name": "Signup", "fields": [
              {"name": "name", "type": "string"},
              {"name": "age", "type": "int"}]}""");

void main(String... args) {
  var kafka = Kafka.at(args.length > 0 ? args[0] : "localhost:9092");
  var codec =
      args.length > 1
          ? Registry.at(args[1]).autoRegister().avro(SIGNUP)
          : Codecs.framed(1, Codecs.avro(SIGNUP));
  var names = List.of("Ann", "Bo", "Cleo", "Dan", "Eve");

  try (var writer =
      Writer.to(kafka).topic("avro-signups").keys(Codecs.string()).values(codec).open()) {
    for (var i = 0; i < 10; i++) {
      var name = names.get(i % names.size());
      var signup = new GenericRecordBuilder(SIGNUP).set("name", name).set("age", 20 + i).build();
      IO.println(writer.write(name, signup));
    }
  }
}
