/// Commits after the work: after a crash messages come again, and none is missing.

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// All that was ever processed, also by a consumer that is no more.
final List<Integer> processed = new ArrayList<>();

String kafka;
String topic;

void main(String... args) throws Exception {
  kafka = args.length > 0 ? args[0] : "localhost:9092";
  topic = "at-least-once-" + UUID.randomUUID();
  writeNumbers();

  consume(14); // and then it crashes
  consume(Integer.MAX_VALUE);

  IO.println("processed " + processed.size() + " of 30 messages");
  var twice = new TreeSet<>(processed);
  twice.removeIf(number -> Collections.frequency(processed, number) == 1);
  IO.println("processed twice: " + twice);
}

/// Reads to the end, ten messages at a time, or crashes when it has processed so many.
void consume(int crashAfter) {
  Map<String, Object> settings =
      Map.of(
          "bootstrap.servers", kafka,
          "group.id", topic,
          "auto.offset.reset", "earliest",
          "enable.auto.commit", false,
          "max.poll.records", 10);
  try (var consumer =
      new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
    consumer.subscribe(List.of(topic));
    for (var last = 0; last < 30; ) {
      var messages = consumer.poll(Duration.ofSeconds(1));
      for (var message : messages) {
        last = Integer.parseInt(message.value());
        processed.add(last);
        if (processed.size() == crashAfter) return;
      }
      consumer.commitSync(); // only now do these count as done
    }
  }
}

void writeNumbers() throws Exception {
  Map<String, Object> settings = Map.of("bootstrap.servers", kafka);
  try (var admin = Admin.create(settings)) {
    admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
  }
  try (var producer =
      new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
    for (var i = 1; i <= 30; i++) producer.send(new ProducerRecord<>(topic, "" + i));
  }
}
