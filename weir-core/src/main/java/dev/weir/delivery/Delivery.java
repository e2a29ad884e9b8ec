package dev.weir.delivery;

import dev.weir.Acks;
import dev.weir.Clock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Submission;
import dev.weir.config.LimitsConfig;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Accepts submissions and sees every message to its outcome: the heart of Weir.
///
/// ```
/// submit ──▶ Gate ──▶ Router ──▶ Lane ──▶ Sink
///   ▲         room     topic     thread    │
///   └──────── Receipt ◀── Outcome ◀────────┘
/// ```
///
/// Any thread may submit, also an event loop: submitting never blocks.
public final class Delivery implements AutoCloseable {
  private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(10);

  private final Budget budget;
  private final Gate gate;
  private final Ledger ledger;
  private final Router router;

  private Delivery(Budget budget, Gate gate, Ledger ledger, Router router) {
    this.budget = budget;
    this.gate = gate;
    this.ledger = ledger;
    this.router = router;
  }

  /// Opens the sink `kafka` and the lane that leads there.
  public static Delivery start(
      LimitsConfig limits, Sink.Opener kafka, Metrics metrics, Clock clock) {
    var budget = new Budget(limits.memory());
    var gate = new Gate(limits, budget);
    var ledger = new Ledger(metrics, clock);
    metrics.gauge("weir_memory_used_bytes", "Bytes of limits.memory in use.", budget::usedBytes);
    metrics.gauge("weir_memory_limit_bytes", "limits.memory.", budget::limitBytes);
    metrics.gauge("weir_messages_waiting", "Messages that wait for their outcome.", gate::inside);
    return new Delivery(budget, gate, ledger, new Router(Lane.open("kafka", kafka, gate, ledger)));
  }

  /// Takes messages in, or refuses them; the receipt hears which. Hot.
  public void submit(Submission submission) {
    var messages = submission.messages();
    if (messages.isEmpty()) {
      submission.receipt().settled(List.of());
      return;
    }
    var full = gate.enter(messages);
    if (full != null) {
      refuseAll(submission, full);
    } else if (submission.acks() == Acks.MEMORY) {
      submission.receipt().settled(postAll(messages));
    } else {
      postAll(messages, new Consignment(messages.size(), submission.receipt()));
    }
  }

  private void refuseAll(Submission submission, Problem problem) {
    var count = submission.messages().size();
    ledger.refused(problem, count);
    var refused = new Outcome.Refused(problem);
    submission.receipt().settled(Collections.nCopies(count, refused));
  }

  /// The outcome of each at once; what becomes of it later is counted and told to nobody.
  private List<Outcome> postAll(List<Message> messages) {
    var outcomes = new Outcome[messages.size()];
    for (var i = 0; i < outcomes.length; i++) outcomes[i] = post(messages.get(i), null, i);
    return List.of(outcomes);
  }

  private void postAll(List<Message> messages, Consignment consignment) {
    for (var i = 0; i < messages.size(); i++) {
      if (post(messages.get(i), consignment, i) instanceof Outcome.Refused refused) {
        consignment.settle(i, refused);
      }
    }
  }

  private Outcome post(Message message, @Nullable Consignment consignment, int index) {
    var problem = gate.refusal(message);
    if (problem == null) {
      ledger.accepted(1);
      router.lane(message.topic()).post(message, consignment, index);
      return Outcome.ACCEPTED;
    }
    gate.leave(message);
    ledger.refused(problem, 1);
    return new Outcome.Refused(problem);
  }

  /// The room that the bodies of requests share with the messages.
  public Budget budget() {
    return budget;
  }

  /// Refuses what comes from now on and sees what is inside to its outcome, for a bounded time.
  @Override
  public void close() {
    gate.close();
    router.close(CLOSE_AT_MOST);
  }
}
