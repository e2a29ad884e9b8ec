package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Kafka;
import dev.weir.worker.Position;
import dev.weir.worker.StartAt;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Retries off the main line.
@Timeout(60)
class RetryTopicsTest {
  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();

  private final Attempts attempts = new Attempts();
  private final Events events = new Events();

  @Test
  void s45_a_message_that_fails_waits_in_a_topic_of_its_own_and_holds_up_nothing() {
    var topic = WorkerTopic.create(kafka, 2).writeTo(1, 20, i -> "key");
    var worker =
        topic
            .worker()
            .commitEvery(Duration.ofMillis(50))
            .retryTopics(Duration.ofSeconds(1), Duration.ofSeconds(2))
            .listen(events)
            .each(
                attempts.doing(message -> {
                  if (WorkerTopic.numberOf(Objects.requireNonNull(message.value())) <= 2) {
                    throw new IllegalStateException("attempt " + message.attempt());
                  }
                }));

    try (worker) {
      worker.start();
      Await.until("main is done", () -> topic.committed().containsValue(20L));

      Await.until("they are given up", () -> worker.stats().deadLettered() == 2);
    }

    var name = topic.name();
    var main = attempts.where(attempt -> attempt.position().topic().equals(name));
    for (var number : List.of(1, 2)) {
      var tried = attempts.where(attempt -> attempt.number() == number);
      assertThat(tried).extracting(Attempts.Attempt::attempt).containsExactly(1, 2, 3);
      assertThat(tried)
          .extracting(attempt -> attempt.position().topic())
          .containsExactly(name, name + ".retry." + name + ".1", name + ".retry." + name + ".2");
      // By two clocks, in whole milliseconds.
      assertThat(between(tried.get(0), tried.get(1)))
          .isBetween(Duration.ofMillis(998), Duration.ofSeconds(20));
      assertThat(between(tried.get(1), tried.get(2)))
          .isBetween(Duration.ofMillis(1_998), Duration.ofSeconds(20));
      assertThat(tried.get(2).start()).isGreaterThan(main.getLast().end());
    }
    var deferred = events.of(WorkerEvent.Deferred.class);
    assertThat(deferred).hasSize(4);
    assertThat(deferred.getFirst().delay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(deferred.getFirst().position()).isEqualTo(new Position(name, 1, 0));
    var dead = kafka.topic(name + ".dlt").records(2);
    assertThat(dead).hasSize(2).allMatch(copy -> copy.partition() == 1);
    assertThat(header(dead.getFirst(), "weir.dlt.topic")).isEqualTo(name);
    assertThat(header(dead.getFirst(), "weir.dlt.attempts")).isEqualTo("3");
    assertThat(header(dead.getFirst(), "weir.dlt.message")).isEqualTo("attempt 3");
    assertThat(header(dead.getFirst(), "weir.retry.first.message")).isEqualTo("attempt 1");
  }

  @Test
  void a_pattern_has_its_retry_topics_too_and_none_of_its_dead_letters() {
    kafka.createTopic("invoices.old", 1);
    var topic = WorkerTopic.create(kafka, "invoices.new", 1).write(5, i -> "key" + i);
    var worker =
        Worker.on(Kafka.at(kafka.bootstrapServers()))
            .group("accounts")
            .topics(Pattern.compile("invoices.*"))
            .set("metadata.max.age.ms", 500)
            .retryTopics(Duration.ofMillis(100))
            .each(
                attempts.doing(message -> {
                  throw new IllegalStateException("no");
                }));

    try (worker) {
      worker.start();
      Await.until("all are given up", () -> worker.stats().deadLettered() == 5);
    }

    assertThat(attempts.count()).isEqualTo(2 * topic.written());
    assertThat(kafka.topic("invoices.new.dlt").recordsNow()).hasSize(5);
  }

  /// Another place to begin at must not leave out what was put off: that is this group's own.
  @ParameterizedTest
  @EnumSource(StartAt.class)
  void what_waits_in_a_retry_topic_is_tried_wherever_the_group_begins(StartAt place) {
    var topic = WorkerTopic.create(kafka, 1).write(1, i -> "key");
    Drained.after(1, attempts, topic.worker().each(attempts.doing(message -> {})));
    var retry = "%s.retry.%s.1".formatted(topic.name(), topic.name());
    kafka.createTopic(retry, 1);
    topic.writeRecords(
        1, i -> new ProducerRecord<>(retry, 0, new byte[] {'k'}, topic.record(0, null).value()));
    var worker =
        topic
            .worker()
            .startAt(place)
            .retryTopics(Duration.ofMillis(100))
            .each(attempts.doing(message -> {}));

    Drained.after(2, attempts, worker);

    assertThat(attempts.all().getLast().position()).isEqualTo(new Position(retry, 0, 0));
    assertThat(attempts.all().getLast().attempt()).isEqualTo(2);
  }

  private static Duration between(Attempts.Attempt one, Attempts.Attempt next) {
    return Duration.ofNanos(next.start() - one.end());
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
