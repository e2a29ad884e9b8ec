/// Sends messages to a topic, and prints what Kafka said of each.

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

void main(String... args) {
  var kafka = args.length > 0 ? args[0] : "localhost:9092";
  var topic = args.length > 1 ? args[1] : "greetings";
  Map<String, Object> settings =
      Map.of(
          "bootstrap.servers", kafka,
          "acks", "all", // the default: every in-sync replica has it
          "enable.idempotence", true); // the default: a retry writes nothing twice

  var failed = new AtomicInteger();
  try (var producer =
      new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
    for (var word : "Welcome to the Kafka Java client".split(" ")) {
      // send() only puts it into a batch; the answer comes later, here.
      producer.send(
          new ProducerRecord<>(topic, word),
          (where, error) -> {
            if (error == null) {
              IO.println(
                  word + " is in partition " + where.partition() + " at offset " + where.offset());
            } else {
              failed.incrementAndGet();
              IO.println(word + " was not delivered: " + error.getMessage());
            }
          });
    }
  } // close() waits for the answers that are missing
  if (failed.get() > 0) System.exit(1);
}
