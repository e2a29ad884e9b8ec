package dev.weir.tests.console;

import dev.weir.testkit.WeirExtension;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Something to see: topics with messages, a group that is behind, dead letters.
record Traffic(WeirExtension weir) {
  private static final String[] CITIES = {"Bern", "Lyon", "Oslo", "Porto", "Graz"};

  void send() {
    weir.kafka().createTopic("rides", 3);
    for (var i = 0; i < 40; i++) push(i);
    for (var i = 0; i < 3; i++) {
      post("/topics/orders/messages", "{\"message\":\"order %d\",\"key\":\"k%d\"}".formatted(i, i));
      post("/push", "{\"records\":[{\"topic\":\"rides\",\"partition\":99,\"data\":\"nowhere\"}]}");
    }
    commit();
  }

  /// Goes on for a while, now more and now less, over three ways in: for pictures.
  void flow(Duration time) {
    var next = new AtomicInteger(40);
    try (var senders = Executors.newScheduledThreadPool(2)) {
      var _ = senders.scheduleAtFixedRate(() -> burst(next), 0, 40, TimeUnit.MILLISECONDS);
      var _ = senders.schedule(senders::shutdownNow, time.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void burst(AtomicInteger next) {
    var size = 6 + (int) (5 * Math.sin(next.get() / 150.0));
    for (var i = 0; i < size; i++) push(next.getAndIncrement());
    post(
        "/topics/orders/messages", "{\"message\":\"order\",\"key\":\"k%d\"}".formatted(next.get()));
    if (next.get() % 3 == 0) post("/topics/events/messages", "{\"message\":\"tick\"}");
  }

  private void push(int i) {
    var value =
        "{\"id\":%d,\"state\":\"paid\",\"city\":\"%s\",\"amount\":%d.50}"
            .formatted(i, CITIES[i % CITIES.length], i);
    post(
        "/push",
        "{\"records\":[{\"topic\":\"rides\",\"key\":\"ride-%d\",\"headers\":[{\"key\":\"type\",\"value\":\"paid\"}],\"data\":\"%s\"}],\"wait_for_send\":true}"
            .formatted(i, value.replace("\"", "\\\"")));
  }

  private void post(String path, String body) {
    var answer = weir.post(path, body);
    if (answer.statusCode() / 100 != 2) throw new IllegalStateException(answer.body());
  }

  /// A group that has read some of it and is gone.
  private void commit() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", weir.kafka().bootstrapServers()))) {
      for (var group : Set.of("billing", "audit")) {
        admin
            .alterConsumerGroupOffsets(
                group,
                Map.of(
                    new TopicPartition("rides", 0), new OffsetAndMetadata(2),
                    new TopicPartition("rides", 1), new OffsetAndMetadata(group.length())))
            .all()
            .get();
      }
    } catch (Exception e) {
      throw new IllegalStateException("the groups were not made", e);
    }
  }
}
