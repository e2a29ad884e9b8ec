package dev.weir.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Makes the attempts of a [Rehearsal], and waits for outcomes that come later.
sealed interface Stage {
  /// In real time: the other thread, which the outcome comes from, knows no other.
  int PATIENCE_SECONDS = 5;

  /// How many messages are tried together.
  int max();

  /// How long the first of them waits for others.
  long lingerNanos();

  /// What an attempt made of them.
  ///
  /// @return an outcome for each; null where it was to come later and did not
  List<@Nullable Outcome> outcomes(List<Held> held);

  static <K, V> Stage of(Plan<K, V> plan, Work<K, V> work) {
    return switch (work) {
      case Work.Single<K, V> single -> single(plan, single.processor(), new Outbox());
      case Work.Transformation<K, V>(var transform) -> {
        var outbox = new Outbox();
        yield single(plan, outbox.filled(transform), outbox);
      }
      case Work.Batch<K, V> batch ->
          new Batch<>(batch, new BatchAttempt<>(plan, batch.processor()));
    };
  }

  private static <K, V> Stage single(Plan<K, V> plan, Processor<K, V> processor, Outbox outbox) {
    return new Single(plan, new Attempt<>(plan, processor), outbox);
  }

  record Single(Plan<?, ?> plan, Attempt<?, ?> attempt, Outbox outbox) implements Stage {
    @Override
    public int max() {
      return 1;
    }

    @Override
    public long lingerNanos() {
      return 0;
    }

    @Override
    public List<@Nullable Outcome> outcomes(List<Held> held) {
      var outcomes = new ArrayList<@Nullable Outcome>();
      for (var one : held) {
        outbox.open();
        outcomes.add(outcome(attempt.of(one.record, one.attempts, one)));
        one.made = outbox.take();
      }
      return outcomes;
    }

    private @Nullable Outcome outcome(Outcome outcome) {
      if (!(outcome instanceof Outcome.Later(var when))) return outcome;
      try {
        var late = when.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return Endings.told(late);
      } catch (ExecutionException e) {
        return Attempt.meaning(plan, e.getCause() == null ? e : e.getCause());
      } catch (TimeoutException e) {
        return null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Outcome.retry(e);
      }
    }
  }

  record Batch<K, V>(Work.Batch<K, V> work, BatchAttempt<K, V> attempt) implements Stage {
    @Override
    public int max() {
      return work.max();
    }

    @Override
    public long lingerNanos() {
      return work.linger().toNanos();
    }

    @Override
    public List<@Nullable Outcome> outcomes(List<Held> held) {
      var outcomes = new ArrayList<@Nullable Outcome>();
      var decoded = new ArrayList<Held>();
      var messages = new ArrayList<Message<K, V>>();
      for (var one : held) {
        var refused = attempt.decode(one.record, one.attempts, messages);
        if (refused == null) decoded.add(one);
        outcomes.add(refused);
      }
      if (decoded.isEmpty()) return outcomes;
      var answers = attempt.of(messages, decoded).iterator();
      outcomes.replaceAll(outcome -> outcome == null ? answers.next() : outcome);
      return outcomes;
    }
  }
}
