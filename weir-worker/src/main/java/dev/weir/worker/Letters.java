package dev.weir.worker;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Makes the copies of a [Rehearsal], which go nowhere.
final class Letters {
  private final Plan<?, ?> plan;
  private final RetryTopics retryTopics;
  private final DeadLetterHeaders deadLetters;

  Letters(Plan<?, ?> plan, RetryTopics retryTopics) {
    this.plan = plan;
    this.retryTopics = retryTopics;
    this.deadLetters = new DeadLetterHeaders(plan, retryTopics);
  }

  Probe.Letter deadLetter(Held held, Throwable why, Instant now) {
    var failure = new Failure(why, held.attempts, now, held.telemetry);
    var topic = Copies.deadLetterTopic(plan, retryTopics.origin(held.record).topic());
    return letter(held, topic, deadLetters.of(held.record, failure), failure);
  }

  Probe.Letter deferred(Held held, Throwable why, Instant now) {
    var failure = new Failure(why, held.attempts, now, held.telemetry);
    var topic = retryTopics.next(held.record);
    if (topic == null) throw new IllegalStateException("No retry topic is left");
    return letter(held, topic, retryTopics.headers(held.record, failure), failure);
  }

  private Probe.Letter letter(Held held, String topic, Headers headers, Failure failure) {
    var telemetry = failure.telemetry() == null ? plan.telemetry : failure.telemetry();
    var sending = telemetry.sending(topic, headers);
    ConsumerRecord<byte[], byte[]> record = held.record;
    sending.ended().accept(new Ack(topic, 0, 0, failure.time()), null);
    return new Probe.Letter(
        held.position(), topic, record.key(), record.value(), sending.headers(), failure.why());
  }
}
