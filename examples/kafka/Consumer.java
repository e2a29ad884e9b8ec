/// Reads a topic as a member of a group, until Ctrl-C, which stops it cleanly.

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

void main(String... args) {
  var kafka = args.length > 0 ? args[0] : "localhost:9092";
  var topic = args.length > 1 ? args[1] : "greetings";
  Map<String, Object> settings =
      Map.of(
          "bootstrap.servers", kafka,
          "group.id", "greeters",
          "auto.offset.reset", "earliest", // a new group begins at the start
          "enable.auto.commit", false); // we say ourselves what is done

  var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  var main = Thread.currentThread();
  Runtime.getRuntime()
      .addShutdownHook(
          new Thread(
              () -> {
                consumer.wakeup(); // the one method that another thread may call
                try {
                  main.join();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
  try (consumer) {
    consumer.subscribe(List.of(topic));
    while (true) {
      for (var message : consumer.poll(Duration.ofSeconds(1))) {
        var place = "partition " + message.partition() + ", offset " + message.offset();
        IO.println(message.value() + " (" + place + ")");
      }
      consumer.commitSync(); // at least once: behind what was printed
    }
  } catch (WakeupException e) {
    IO.println("stopped");
  }
}
