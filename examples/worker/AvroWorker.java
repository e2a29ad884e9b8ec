/// A worker of Avro records, until Ctrl-C. ProduceAvro writes something for it.
//
// The second argument is the address of a schema registry. Without one the schema's id is 1 for all
// that write, and nobody is asked for it: enough as long as the schema never changes.

import dev.weir.worker.Kafka;
import dev.weir.worker.Worker;
import dev.weir.worker.codec.Codecs;
import dev.weir.worker.codec.Registry;
import org.apache.avro.Schema;

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
          ? Registry.at(args[1]).avro(SIGNUP)
          : Codecs.framed(1, Codecs.avro(SIGNUP));

  var worker =
      Worker.on(kafka)
          .group("avro-greeter")
          .topics("avro-signups")
          .keys(Codecs.string())
          .values(codec)
          .each(message -> {
            var signup = message.value();
            IO.println("Hello, " + signup.get("name") + ", you are " + signup.get("age"));
          });

  Runtime.getRuntime().addShutdownHook(new Thread(worker::close));
  worker.run();
}
