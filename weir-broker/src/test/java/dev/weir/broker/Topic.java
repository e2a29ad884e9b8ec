package dev.weir.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A topic of one partition, as a client sees it.
record Topic(String bootstrapServers, String name) {
  private static final Duration POLL = Duration.ofMillis(200);

  KafkaProducer<String, String> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "linger.ms",
            0,
            "max.block.ms",
            30_000),
        new StringSerializer(),
        new StringSerializer());
  }

  /// Returns when all of them are acknowledged.
  void write(String... values) throws Exception {
    try (var producer = producer()) {
      for (var value : values) {
        producer.send(new ProducerRecord<>(name, value)).get(20, TimeUnit.SECONDS);
      }
    }
  }

  /// All that is in it now.
  List<String> read() {
    var partition = new TopicPartition(name, 0);
    var values = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(POLL).forEach(message -> values.add(message.value()));
      }
    }
    return values;
  }
}
