/// One worker for several topics, and one for all topics of a pattern.

import dev.weir.worker.Kafka;
import dev.weir.worker.Worker;
import dev.weir.worker.Writer;
import dev.weir.worker.codec.Codecs;

void main(String... args) throws Exception {
  var kafka = Kafka.at(args.length > 0 ? args[0] : "localhost:9092");
  var open = new CountDownLatch(4);
  for (var topic : List.of("mail", "fax", "news.local", "news.world")) {
    try (var writer = Writer.to(kafka).topic(topic).values(Codecs.string()).open()) {
      writer.write(null, "a message");
    }
  }

  var common = Worker.on(kafka).values(Codecs.string());
  var office =
      common
          .group("office")
          .topics("mail", "fax")
          .each(message -> {
            IO.println("the office has " + message.value() + " of " + message.topic());
            open.countDown();
          });
  var editor =
      common
          .group("editor")
          .topics(Pattern.compile("news\\.[a-z]+")) // and those that are made later
          .each(message -> {
            IO.println("the editor has " + message.value() + " of " + message.topic());
            open.countDown();
          });

  try (office; editor) {
    office.start();
    editor.start();
    open.await();
  }
}
