package dev.weir.delivery;

import static java.util.Objects.requireNonNull;

import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.config.WalMode;
import dev.weir.delivery.Shares.Share;
import dev.weir.wal.Entry;
import dev.weir.wal.Wal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One accepted message on its way through a lane. It is its own callback, for the sink and for the
/// log, so that the hot path makes one object a message.
///
/// The lane's thread, the sink's and the log's meet here: each step is one bit of [#state], and
/// whoever sets the last of two bits does what needs both.
final class Parcel extends Inbox.Item implements Consumer<Outcome>, Wal.Listener {
  /// What is asked of a message's delivery.
  ///
  /// @param mode which of its topic's messages go through the log
  record Terms(Acks acks, WalMode mode) {
    /// Of what nobody waits for: a record that the log gave back, or a copy for a backup.
    static final Terms ANSWERED = new Terms(Acks.MEMORY, WalMode.FALLBACK);

    /// Of a dead letter that is sent again, and stays one until it is safe elsewhere.
    static final Terms REQUEUED = new Terms(Acks.JOURNAL, WalMode.FALLBACK);

    /// Whether Weir sees it to its sink, also when the answer was given long ago. One that asked
    /// for `kafka` and did not get it is sent again by its caller.
    boolean kept() {
      return acks != Acks.KAFKA || mode == WalMode.ALWAYS;
    }

    /// Whether it may wait in the log.
    boolean logged() {
      return kept() && mode.logs();
    }

    /// Whether it is appended at once, although its sink may be well.
    boolean journaled() {
      return mode == WalMode.ALWAYS || (acks == Acks.JOURNAL && mode.logs());
    }
  }

  /// The caller knows.
  static final int ANSWERED = 1;

  /// With the sink, which has not answered.
  static final int SENT = 2;

  /// Its sink has it, or never will, or it waits in the log alone: it is out of memory.
  static final int DONE = 4;

  /// The log answers for it, under [#sequence].
  static final int LOGGED = 8;

  /// The log said that it is durable.
  static final int STORED = 16;

  /// It is to leave memory and wait in the log.
  static final int SPILLED = 32;

  /// Beside [#DONE]: its sink has it.
  static final int DELIVERED = 128;

  /// It was appended once more, and nobody told yet what became of that.
  static final int MOVING = 256;

  /// It was read back from the log.
  static final int FROM_LOG = 512;

  /// The sink did not take it, which the lane has not seen yet. Until then it counts as sent, so
  /// that nothing passes it.
  private static final int FAILED = 64;

  private static final VarHandle STATE = state();

  final Message message;
  final long acceptedNanos;
  final Terms terms;

  /// Of the client who sent it; null for what the gateway itself sends.
  final @Nullable Share share;

  private final Lane lane;
  private final @Nullable Answer answer;
  private final int index;

  private volatile int state;

  /// Its place in the log, or [Wal#NOT_APPENDED].
  private volatile long sequence = Wal.NOT_APPENDED;

  /// Set by the lane before anybody else has to do with it.
  private @Nullable Row row;

  /// The lane's alone.
  long sentNanos;

  /// How often the sink got it. The same.
  int attempts;

  /// Counts what the lane sends: the order to which a failure leads back. The lane's alone.
  long sendNumber;

  Parcel(Message message, long acceptedNanos, Terms terms, Lane lane, @Nullable Share share) {
    this(message, acceptedNanos, terms, lane, share, null, 0);
  }

  Parcel(
      Message message,
      long acceptedNanos,
      Terms terms,
      Lane lane,
      @Nullable Share share,
      @Nullable Answer answer,
      int index) {
    this.message = message;
    this.acceptedNanos = acceptedNanos;
    this.terms = terms;
    this.lane = lane;
    this.share = share;
    this.answer = answer;
    this.index = index;
    this.state = answer == null ? ANSWERED : 0;
  }

  /// A record that the log gave back.
  static Parcel replayed(Entry entry, long nowNanos, Lane lane) {
    var parcel = new Parcel(entry.message(), nowNanos, Terms.ANSWERED, lane, null);
    parcel.sequence = entry.sequence();
    parcel.state = ANSWERED | LOGGED | STORED | FROM_LOG;
    return parcel;
  }

  void row(Row itsRow) {
    row = itsRow;
  }

  Row row() {
    return requireNonNull(row, "a parcel that no lane has taken");
  }

  boolean is(int bits) {
    return (state & bits) == bits;
  }

  /// Sets bits and answers what was set before.
  int mark(int bits) {
    return (int) STATE.getAndBitwiseOr(this, bits);
  }

  /// Clears bits and answers what was set before.
  int unmark(int bits) {
    return (int) STATE.getAndBitwiseAnd(this, ~bits);
  }

  long sequence() {
    return sequence;
  }

  /// It has this place now. Answers the bits that were set, of which this sets [#LOGGED] after the
  /// place can be seen.
  int logged(long newSequence) {
    sequence = newSequence;
    return mark(LOGGED);
  }

  /// Hears what became of its next place in the log, for which it gives up the one that it has.
  Wal.Listener moving() {
    var older = sequence;
    mark(MOVING);
    return new Wal.Listener() {
      @Override
      public void stored() {
        lane.moved(Parcel.this, older);
      }

      @Override
      public void notStored(Problem why) {
        lane.notMoved(Parcel.this, older);
      }
    };
  }

  /// It goes to the sink. The lane's thread.
  void sent(long number, long nowNanos) {
    sendNumber = number;
    sentNanos = nowNanos;
    attempts++;
    if (is(FAILED)) unmark(FAILED); // a word too many of an earlier try
    mark(SENT);
  }

  /// The lane has seen that it failed.
  void back() {
    unmark(SENT | FAILED);
  }

  /// Tells the caller, if it waits still.
  boolean answer(Outcome outcome) {
    if ((state & ANSWERED) != 0 || (mark(ANSWERED) & ANSWERED) != 0) return false;
    if (answer != null) answer.settle(index, outcome);
    return true;
  }

  @Override
  void run() {
    lane.take(this);
  }

  /// The sink's word. A sink that answers and then throws is heard once.
  @Override
  public void accept(Outcome outcome) {
    switch (outcome) {
      case Outcome.Delivered delivered -> {
        var before = sentIsDone();
        if ((before & SENT) != 0) lane.delivered(this, before, delivered);
      }
      case Outcome.Lost(var problem) -> {
        if ((mark(FAILED) & (SENT | FAILED)) == SENT) lane.failed(this, problem);
      }
      case Outcome.Accepted _, Outcome.Stored _, Outcome.Refused _ ->
          throw new IllegalStateException("a sink cannot answer " + outcome);
    }
  }

  /// Answers the bits that were set before, without [#SENT] for one that is not with the sink.
  private int sentIsDone() {
    int before;
    do {
      before = state;
      if ((before & (SENT | FAILED)) != SENT) return before & ~SENT;
    } while (!STATE.compareAndSet(this, before, (before & ~SENT) | DONE | DELIVERED));
    return before;
  }

  @Override
  public void stored() {
    lane.stored(this);
  }

  @Override
  public void notStored(Problem why) {
    lane.notStored(this);
  }

  private static VarHandle state() {
    try {
      return MethodHandles.lookup().findVarHandle(Parcel.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
