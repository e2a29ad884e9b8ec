package dev.weir.worker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// An attempt at several records at once: makes an outcome for each of whatever happens.
final class BatchAttempt<K, V> {
  private final Plan<K, V> plan;
  private final BatchProcessor<K, V> processor;

  BatchAttempt(Plan<K, V> plan, BatchProcessor<K, V> processor) {
    this.plan = plan;
    this.processor = processor;
  }

  /// Adds a record's message to those of the batch.
  ///
  /// @return null where it was added; else the outcome that it has without having been processed
  /// @throws OutOfMemoryError as well as a [LinkageError]: no record's fault
  @Nullable Outcome decode(
      ConsumerRecord<byte[], byte[]> record, int number, List<Message<K, V>> into) {
    try {
      into.add(Attempt.message(plan, record, number));
      return null;
    } catch (OutOfMemoryError | LinkageError e) {
      throw e;
    } catch (Throwable e) {
      return Attempt.meaning(plan, e);
    }
  }

  /// @param trails of the messages
  /// @return an outcome for each
  /// @throws OutOfMemoryError as well as a [LinkageError]: no record's fault
  List<Outcome> of(List<Message<K, V>> messages, List<? extends Attempt.Trail> trails) {
    try {
      return checked(messages.size(), answer(List.copyOf(messages), trails));
    } catch (OutOfMemoryError | LinkageError e) {
      throw e;
    } catch (Throwable e) {
      return all(messages.size(), Attempt.meaning(plan, e));
    }
  }

  private List<? extends Outcome> answer(
      List<Message<K, V>> messages, List<? extends Attempt.Trail> trails) throws Exception {
    var telemetry = plan.telemetry;
    if (telemetry == NoTelemetry.ONE) return processor.process(messages);
    return telemetry.processAll(
        plan.group,
        messages,
        batch -> {
          var here = telemetry.here();
          for (var trail : trails) trail.at(here);
          return processor.process(batch);
        });
  }

  private static List<Outcome> checked(int count, @Nullable List<? extends Outcome> outcomes) {
    if (outcomes == null || outcomes.size() != count) {
      var answer = outcomes == null ? "null" : outcomes.size() + " outcomes";
      return all(
          count,
          failed(
              "The batch processor answered %s for %d messages; it must give an outcome for each"
                  .formatted(answer, count)));
    }
    var checked = new ArrayList<Outcome>(count);
    for (var outcome : outcomes) checked.add(single(outcome));
    return checked;
  }

  private static Outcome single(@Nullable Outcome outcome) {
    return outcome == null || outcome instanceof Outcome.Later
        ? failed("A batch's outcome cannot be " + outcome)
        : outcome;
  }

  private static List<Outcome> all(int count, Outcome outcome) {
    return Collections.nCopies(count, outcome);
  }

  private static Outcome failed(String why) {
    return Outcome.retry(new IllegalStateException(why));
  }
}
