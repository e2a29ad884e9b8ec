package dev.weir.gateway.frames;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Problem.Code;
import dev.weir.gateway.net.UnixPort;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The frames of one connection on their way through the delivery, in their order.
///
/// ```
/// done ◀── with the delivery ◀── waiting ◀── frames
/// ```
///
/// A message that is refused for now waits, and all that is behind it: it is offered again until it
/// is taken. One that was taken and then lost, though it might be taken later, waits as well: first
/// all that is with the delivery has its outcome, then what was lost goes again, in its order.
///
/// Lives on the connection's event loop, but for the outcomes.
final class Convoy {
  /// How long what found no room waits before it tries again.
  static final Duration RETRY = Duration.ofMillis(10);

  /// The same for what the log or the sink refused: that takes longer to change.
  private static final Duration RETRY_LATER = Duration.ofMillis(100);

  /// And the longest time, also where a rate allows the message only later.
  private static final Duration RETRY_AT_MOST = Duration.ofSeconds(1);

  /// More than a message costs beside its bytes.
  private static final int MESSAGE_OVERHEAD_BYTES = 1 << 10;

  private final UnixPort.Connection connection;
  private final Intake intake;
  private final Reply reply;

  /// Run when something has changed that was waited for.
  private final Runnable moved;

  /// All that are not done, oldest first; those that wait are the newest, but for the lost ones.
  private final ArrayDeque<Wagon> wagons = new ArrayDeque<>();

  private List<Wagon> waiting = new ArrayList<>();
  private long done;

  /// Of those done since the last look.
  private int accepted;

  /// Between a refusal and the next offer.
  private boolean pausing;

  private boolean stopped;

  /// Set by whichever thread brings an outcome first, so that many outcomes cost one visit here.
  private final AtomicBoolean visitAsked = new AtomicBoolean();

  /// Set where a message is lost that may be taken later.
  private volatile boolean lost;

  Convoy(UnixPort.Connection connection, Intake intake, Reply reply, Runnable moved) {
    this.connection = connection;
    this.intake = intake;
    this.reply = reply;
    this.moved = moved;
  }

  /// One frame; it may be offered more than once.
  private final class Wagon {
    /// Null for a frame that has none, and then there is an outcome from the start; and once the
    /// outcome is final: the wagon may stand long behind another, and `limits.memory` no longer
    /// counts the bytes. Written by the thread that brings the outcome.
    private volatile @Nullable Message message;

    private boolean offered;

    /// Written by the thread that brings it.
    private volatile @Nullable Outcome outcome;

    Wagon(@Nullable Message message) {
      this.message = message;
    }

    void settle(Outcome result) {
      if (again(result)) {
        lost = true;
      } else {
        message = null;
      }
      outcome = result;
      if (visitAsked.compareAndSet(false, true)) connection.execute(Convoy.this::visit);
    }

    int sizeBytes() {
      var kept = message;
      return kept == null ? 0 : kept.sizeBytes();
    }

    boolean isDone() {
      var result = outcome;
      return result != null && !again(result);
    }
  }

  /// Whether a message was lost that may be taken later.
  private static boolean again(Outcome outcome) {
    return outcome instanceof Outcome.Lost(var problem) && problem.code().retriable();
  }

  /// How many are not done.
  int size() {
    return wagons.size();
  }

  /// The bytes of all that are kept here, be they with the delivery or not.
  long keptBytes() {
    return wagons.stream().mapToLong(Wagon::sizeBytes).sum();
  }

  boolean isStopped() {
    return stopped;
  }

  /// Whether something has to be taken before there may be more.
  boolean waits() {
    return stopped || lost || !waiting.isEmpty();
  }

  long waitingBytes() {
    var bytes = 0L;
    for (var wagon : waiting) bytes += wagon.sizeBytes();
    return bytes;
  }

  void add(Message message) {
    var wagon = new Wagon(message);
    wagons.add(wagon);
    waiting.add(wagon);
  }

  /// A frame that is refused in its turn.
  void add(Problem problem) {
    var wagon = new Wagon(null);
    wagon.outcome = new Outcome.Refused(problem);
    wagons.add(wagon);
  }

  /// Offers what waits. Hot.
  void offer() {
    if (pausing || stopped) return;
    visitAsked.set(true); // what is settled while this runs is seen at its end
    if (!waiting.isEmpty() && !lost) offerAll();
    look();
  }

  private void offerAll() {
    var batch = waiting;
    var messages = messages(batch);
    if (!intake.room().leaves((long) messages.getFirst().sizeBytes() + MESSAGE_OVERHEAD_BYTES)) {
      pause(RETRY);
      return;
    }
    for (var wagon : batch) wagon.offered = true;
    var taken =
        intake
            .delivery()
            .offer(
                messages,
                intake.acks().get(),
                connection.caller(),
                (index, outcome) -> batch.get(index).settle(outcome));
    intake.metrics().arrived(taken.count());
    waiting = new ArrayList<>(batch.subList(taken.count(), batch.size()));
    for (var wagon : waiting) wagon.offered = false;
    if (taken.until() != null) refused(taken.until());
  }

  @SuppressWarnings("NullAway") // what has no message does not wait
  private static List<Message> messages(List<Wagon> batch) {
    var messages = new ArrayList<Message>(batch.size());
    for (var wagon : batch) messages.add(wagon.message);
    return messages;
  }

  private void refused(Problem problem) {
    if (problem.code() == Code.STOPPING) {
      stop();
    } else {
      pause(pause(problem));
    }
  }

  private void pause(Duration pause) {
    pausing = true;
    connection.after(
        pause,
        () -> {
          pausing = false;
          offer();
          moved.run();
        });
  }

  private static Duration pause(Problem problem) {
    if (problem.code() == Code.MEMORY_FULL) return RETRY;
    var told = Duration.ofMillis(problem.retryAfterMillis());
    if (told.isZero()) return RETRY_LATER;
    return told.compareTo(RETRY_AT_MOST) < 0 ? told : RETRY_AT_MOST;
  }

  private void visit() {
    look();
    moved.run();
  }

  /// Sees what is done, from the oldest on.
  void look() {
    visitAsked.set(false); // before looking: an outcome that comes later asks for another visit
    var before = done;
    for (var oldest = wagons.peek(); oldest != null && oldest.isDone(); oldest = wagons.peek()) {
      if (!tell(oldest)) break;
      wagons.remove();
      done++;
    }
    if (done > before) reply.done(done);
    intake.metrics().accepted(accepted);
    accepted = 0;
    if (lost) takeBackLost();
  }

  /// Answers false where the client has to read first.
  private boolean tell(Wagon wagon) {
    if (wagon.outcome instanceof Outcome.Refused(var problem)) return refuse(problem);
    if (wagon.outcome instanceof Outcome.Lost(var problem)) return refuse(problem);
    accepted++;
    return true;
  }

  private boolean refuse(Problem problem) {
    if (reply.waits()) return false;
    reply.refused(done + 1, problem);
    return true;
  }

  /// Once nothing is with the delivery, what was lost stands before what waits.
  private void takeBackLost() {
    for (var wagon : wagons) {
      if (wagon.offered && wagon.outcome == null) return;
    }
    lost = false;
    waiting = new ArrayList<>();
    Problem why = null;
    for (var wagon : wagons) {
      if (wagon.outcome instanceof Outcome.Lost(var problem) && problem.code().retriable()) {
        wagon.outcome = null;
        why = problem;
      }
      if (wagon.outcome == null) wagon.offered = false;
      if (wagon.outcome == null) waiting.add(wagon);
    }
    if (stopped) {
      stop(); // what would go again goes no more
    } else if (why != null) {
      refused(why);
    }
  }

  /// Takes nothing more; what is with the delivery is still told.
  void stop() {
    stopped = true;
    waiting = new ArrayList<>();
    // A count covers all that is before it, so nothing is told behind the first that is missing.
    var told = wagons.stream().takeWhile(wagon -> wagon.offered || wagon.outcome != null).toList();
    wagons.clear();
    wagons.addAll(told);
  }
}
