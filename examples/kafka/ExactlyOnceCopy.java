/// Commits work and place in one transaction: after a crash nothing is missing or there twice.

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

String kafka;
String numbers;
String squares;

void main(String... args) throws Exception {
  kafka = args.length > 0 ? args[0] : "localhost:9092";
  numbers = "numbers-" + UUID.randomUUID();
  squares = "squares-" + UUID.randomUUID();
  writeNumbers();

  square(14); // and then it crashes, amid a transaction
  square(Integer.MAX_VALUE);

  var written = committed();
  var different = new HashSet<>(written).size();
  IO.println("30 numbers, " + written.size() + " squares, " + different + " of them different");
}

/// Reads to the end, ten messages at a time, or crashes when it has written so many.
void square(int crashAfter) {
  try (var consumer = consumer(numbers);
      var producer =
          new KafkaProducer<>(
              Map.of(
                  "bootstrap.servers", kafka,
                  "transactional.id", numbers), // who has it ends what another has left open
              new StringSerializer(),
              new StringSerializer())) {
    producer.initTransactions();
    consumer.subscribe(List.of(numbers));
    var written = 0;
    for (var last = 0; last < 30; ) {
      var messages = consumer.poll(Duration.ofSeconds(1));
      if (messages.isEmpty()) continue;
      producer.beginTransaction();
      for (var message : messages) {
        last = Integer.parseInt(message.value());
        producer.send(new ProducerRecord<>(squares, "" + last * last));
        if (++written == crashAfter) return; // close() aborts, and so would the next one's init
      }
      // The place to go on from becomes true with the squares, or not at all.
      producer.sendOffsetsToTransaction(messages.nextOffsets(), consumer.groupMetadata());
      producer.commitTransaction();
    }
  }
}

KafkaConsumer<String, String> consumer(String group) {
  return new KafkaConsumer<>(
      Map.of(
          "bootstrap.servers", kafka,
          "group.id", group,
          "auto.offset.reset", "earliest",
          "enable.auto.commit", false,
          "isolation.level", "read_committed", // what was aborted is passed over
          "max.poll.records", 10),
      new StringDeserializer(),
      new StringDeserializer());
}

List<String> committed() {
  var found = new ArrayList<String>();
  try (var consumer = consumer("reader")) {
    var partitions = List.of(new TopicPartition(squares, 0));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    var ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
      consumer.poll(Duration.ofSeconds(1)).forEach(message -> found.add(message.value()));
    }
  }
  return found;
}

void writeNumbers() throws Exception {
  Map<String, Object> settings = Map.of("bootstrap.servers", kafka);
  try (var admin = Admin.create(settings)) {
    var topics = Stream.of(numbers, squares).map(name -> new NewTopic(name, 1, (short) 1));
    admin.createTopics(topics.toList()).all().get();
  }
  try (var producer =
      new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
    for (var i = 1; i <= 30; i++) producer.send(new ProducerRecord<>(numbers, "" + i));
  }
}
