package dev.weir.wal;

import dev.weir.Clock;
import dev.weir.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what the [Intake] holds to the disk, group by group, and tells what became of it.
///
/// One turn at a time, each a task of the executor. [State] says what a turn may do.
final class Writer {
  private static final Logger log = LoggerFactory.getLogger(Writer.class);

  /// A little less than promised, since ticks come when they come.
  private static final long RETRY_NANOS = 700_000_000;

  private static final long ACKS_NANOS = 500_000_000;

  private final Tape tape;
  private final Intake intake;
  private final Segments segments;
  private final Tidying tidying;
  private final Waiting waiting;
  private final WalMetrics metrics;
  private final Clock clock;
  private final Limits limits;
  private final Threads threads;
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /// Acknowledgements that are not in the log yet.
  private final List<Ranges> owed = new ArrayList<>();

  private volatile State state = new State.Ready();
  private volatile long acksNanos;

  /// No message below is in memory alone.
  private volatile long written;

  private volatile long bytes;

  /// What the files hold, as the last turn left it.
  private volatile long heldBytes;

  /// How many turns have ended, and how many had when one was last waited for in vain: as long as
  /// these are the same, one is under way that does not end.
  private final AtomicLong turns = new AtomicLong();

  private volatile long inVain = -1;

  private volatile boolean releaseDue;
  private volatile boolean closing;
  private volatile boolean closed;

  /// Whether the newest checkpoint knows files that are not there any more.
  private boolean checkpointDue;

  Writer(Parts parts, Tape tape, Intake intake, Threads threads) {
    this.tape = tape;
    this.intake = intake;
    this.segments = parts.segments();
    this.waiting = parts.waiting();
    this.metrics = parts.metrics();
    this.clock = parts.clock();
    this.limits = parts.limits();
    this.threads = threads;
    this.tidying = new Tidying(parts);
    this.acksNanos = clock.nanos();
    this.written = intake.head();
    this.bytes = tape.bytes();
    this.heldBytes = parts.segments().bytes();
  }

  State state() {
    return state;
  }

  long written() {
    return written;
  }

  /// What the files take of the disk.
  long bytes() {
    return bytes;
  }

  /// Hot. What the files hold, but for what a turn is about to add: that still counts as pending.
  long heldBytes() {
    return heldBytes;
  }

  /// Has a turn run soon. Any thread.
  void schedule() {
    if (scheduled.get() || !scheduled.compareAndSet(false, true)) return;
    try {
      threads.write(this::scheduledTurn);
    } catch (RejectedExecutionException e) {
      scheduled.set(false);
      log.debug("The log is closed; nothing more is written", e);
    }
  }

  private void scheduledTurn() {
    scheduled.set(false);
    if (!closed) run();
  }

  /// Has a turn run now and waits for it; false when the disk does not answer. It is waited for
  /// once: as long as that one goes on, the answer is false at once.
  boolean runNow() {
    var before = turns.get();
    if (inVain == before) return false;
    if (between(this::run)) return true;
    inVain = before; // whatever has ended since is another turn
    return false;
  }

  /// Whether the disk was waited for and did not answer, and has not since.
  boolean hung() {
    return inVain == turns.get();
  }

  /// Runs something between turns; false when the one under way, or this, does not end.
  private boolean between(Runnable task) {
    return threads.writeNow(() -> {
      if (!closed) task.run();
    });
  }

  /// The owner's thread, from time to time.
  void tick() {
    var now = clock.nanos();
    var due =
        switch (state) {
          case State.Ready _ ->
              (now - acksNanos >= ACKS_NANOS && (waiting.hasAcks() || releaseDue))
                  || tidying.isDue();
          case State.Full(var since, _) -> now - since >= RETRY_NANOS;
          case State.Failed(var since, _) -> now - since >= RETRY_NANOS;
        };
    if (due) schedule();
  }

  private void run() {
    var done = tape.done(); // before the group is taken: what was appended before is in it
    var group = intake.take();
    try {
      state = next(group, done);
    } catch (RuntimeException e) {
      log.error("The log made a mistake; what was to be written is refused", e);
      tape.abandon();
      state = failed(Problem.bug(e));
      settle(group, 0, Problem.bug(e));
    }
    heldBytes = segments.bytes(); // first: what is written counts here before it is pending no more
    intake.settled();
    tidy();
    heldBytes = segments.bytes();
    bytes = tape.bytes();
    releaseDue = tape.hasDone();
    turns.incrementAndGet();
  }

  private void tidy() {
    if (state instanceof State.Failed) {
      tidying.close();
      return;
    }
    var replaced = tidying.step(tape.segment(), tape.bytes());
    checkpointDue |= replaced;
    if (replaced || tidying.isUnderWay()) schedule();
  }

  private State next(Group group, List<Segment> done) {
    return switch (state) {
      case State.Ready ready -> write(group, done, ready);
      case State.Full full -> {
        settle(group, 0, full.problem(limits));
        var after = write(group, done, full);
        yield after.equals(full) && isDue(full.sinceNanos()) ? tryRoom(full, group) : after;
      }
      case State.Failed failed -> {
        settle(group, 0, failed.problem());
        yield isDue(failed.sinceNanos()) ? tryDisk(group) : failed;
      }
    };
  }

  private boolean isDue(long sinceNanos) {
    return closing || clock.nanos() - sinceNanos >= RETRY_NANOS;
  }

  private State write(Group group, List<Segment> done, State now) {
    var size = group.bytes();
    try {
      addAcks(group);
      if (!group.isEmpty()) tape.write(group);
      owed.clear();
      checkpointDue = false;
      settle(group, group.messages(), null);
      tape.release(done);
      return now;
    } catch (NoRoomException e) {
      log.debug("The disk is full", e);
      var full = now instanceof State.Full known ? known : new State.Full(clock.nanos(), size);
      settle(group, tape.stored(), full.problem(limits));
      tape.release(done); // although that could not be noted: a deleted file is a note too
      return full;
    } catch (IOException e) {
      return fail(group, e);
    }
  }

  private State.Failed fail(Group group, IOException e) {
    log.warn("The log cannot be written; it is tried again every second: {}", e.toString());
    tape.abandon();
    owed.clear(); // the next file begins with all that is known
    checkpointDue = false;
    var failed = failed(Problem.walFailed(e.toString()));
    settle(group, tape.stored(), failed.problem());
    return failed;
  }

  private State tryRoom(State.Full full, Group group) {
    try {
      tape.makeRoom(full.wantedBytes(), intake.skip());
      return new State.Ready();
    } catch (NoRoomException e) {
      log.debug("The disk is still full", e);
      return new State.Full(clock.nanos(), full.wantedBytes());
    } catch (IOException e) {
      return fail(group, e);
    }
  }

  /// A new file and nothing else: what failed is not tried again.
  private State tryDisk(Group group) {
    try {
      tape.begin(intake.skip());
      return new State.Ready();
    } catch (NoRoomException e) {
      return new State.Full(clock.nanos(), group.bytes());
    } catch (IOException e) {
      log.debug("The disk still fails", e);
      return failed(Problem.walFailed(e.toString()));
    }
  }

  /// Has it noted that nobody waits for these any more. Before the first turn alone.
  void owe(Ranges done) {
    if (!done.isEmpty()) owed.add(done);
  }

  /// Acknowledgements first, then the head: so that no sequence below it is given out again.
  private void addAcks(Group group) {
    var acks = waiting.takeAcks();
    acksNanos = clock.nanos();
    if (!acks.isEmpty()) {
      owed.add(acks);
      tidying.changed();
    }
    for (var ranges : owed) group.addAcks(ranges, intake.head());
    if (!checkpointDue || tape.segment() == null) return;
    group.addCheckpoint(tape.checkpoint(), intake.head());
  }

  private State.Failed failed(Problem problem) {
    return new State.Failed(clock.nanos(), problem);
  }

  /// Empties the group: its first messages are durable, the log forgets the others.
  private void settle(Group group, int stored, @Nullable Problem problem) {
    var lost = group.messages() - stored;
    if (lost > 0) waiting.forget(group.head() - lost, group.head() - 1);
    written = group.head(); // before anybody hears of it, and reads
    if (stored > 0) metrics.stored();
    var told = group.clear();
    if (!told.isEmpty()) threads.tell(new Threads.News(told, stored, problem), !scheduled.get());
  }

  /// Writes what is left and ends; what is appended later is not taken. False when the disk does
  /// not answer: then a turn is still under way.
  boolean close() {
    closing = true;
    return (between(this::run) && endedInOrder()) || givenUp();
  }

  /// Whoever hears that something is written may be done with something older: that is noted, too.
  private boolean endedInOrder() {
    threads.tellRest();
    return between(() -> {
      if (waiting.hasAcks()) run();
      end();
    });
  }

  /// Ends and writes nothing more.
  boolean abandon() {
    return between(this::end) || givenUp();
  }

  private void end() {
    closed = true;
    tidying.close();
    tape.close();
  }

  private boolean givenUp() {
    closed = true;
    log.warn("The disk does not answer; what it had not taken may not be in the log");
    return false;
  }
}
