/// A worker that greets whoever signs up, until Ctrl-C. Produce writes something for it.

import dev.weir.worker.Kafka;
import dev.weir.worker.Worker;
import dev.weir.worker.codec.Codecs;

record Signup(String name, int age) {}

void main(String... args) {
  var kafka = Kafka.at(args.length > 0 ? args[0] : "localhost:9092");

  var worker =
      Worker.on(kafka)
          .group("greeter")
          .topics("signups")
          .keys(Codecs.string())
          .values(Codecs.json(Signup.class))
          .each(message -> IO.println("Hello, " + message.value().name()));

  Runtime.getRuntime().addShutdownHook(new Thread(worker::close));
  worker.run();
}
