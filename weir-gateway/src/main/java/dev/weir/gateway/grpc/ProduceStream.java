package dev.weir.gateway.grpc;

import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.gateway.net.GrpcPort;
import dev.weir.gateway.tracing.Arrival;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// One `Produce` call: every message gets one acknowledgement, in the order of the messages, once
/// it is as safe as was asked for.
///
/// What came in one piece is submitted as one. Outcomes come in any order; they wait here behind
/// the oldest that is still open. The first message that fails ends the stream where its
/// acknowledgement would have stood, so the client knows from where to send again; where it was
/// refused, nothing behind it is taken in. One for which there is no room is not refused at once:
/// it waits with all behind it, nothing more is read, and so the client waits, too. The end itself
/// waits behind the last message. Lives on the call's event loop, but for the outcomes.
final class ProduceStream implements GrpcPort.Reader {
  /// Reading pauses at this many messages without an answer, and goes on at half of them. It
  /// pauses, too, for a client that does not read its answers.
  static final int UNANSWERED_MAX = 1_000;

  /// How long messages wait before they are offered again.
  private static final Duration RETRY = Duration.ofMillis(10);

  /// And for how long, where none of them is taken.
  private static final long WAIT_MAX_NANOS = 5_000_000_000L;

  private final GrpcPort.Call call;
  private final ProduceTerms terms;
  private final Arrival arrival;
  private final ProduceCodec codec = new ProduceCodec();
  private final byte[] response = new byte[ProduceCodec.RESPONSE_BYTES_MAX];
  private final Runnable visit = this::answerAll;

  /// Read, and not taken yet.
  private List<ProduceCodec.ProdRq> read = new ArrayList<>();

  /// Between an offer for which there was no room and the next one.
  private boolean waiting;

  /// When there was room for the last time, while messages wait for some.
  private long movedNanos;

  private final Queue<Batch> batches = new ArrayDeque<>();
  private int unanswered;

  /// Set by whichever thread brings an outcome first, so that many outcomes cost one visit here.
  private final AtomicBoolean visitAsked = new AtomicBoolean();

  /// How the stream ends once all is answered; nothing more is taken then.
  private Answer.@Nullable End ending;

  /// A message failed, and what comes now would not be acknowledged. Set by any thread.
  private volatile boolean failed;

  private boolean paused;

  /// How safe the least safe of the acknowledged messages is; null before the first.
  private @Nullable Acks weakest;

  ProduceStream(GrpcPort.Call call, ProduceTerms terms) {
    this.call = call;
    this.terms = terms;
    this.arrival = terms.tracing().open("grpc", call::field);
    terms.metrics().streamOpened();
  }

  /// Hot.
  @Override
  public void received(byte[] bytes, int from, int to) {
    if (ending != null || failed) return;
    switch (codec.decode(bytes, from, to, terms.unchosen())) {
      case ProduceCodec.ProdRq request -> {
        read.add(request);
        if (++unanswered >= UNANSWERED_MAX) pause();
      }
      case ProduceCodec.Unfit(var end) -> endWith(end);
    }
  }

  /// Hot.
  @Override
  public void caughtUp() {
    if (!read.isEmpty() && !waiting) offer(false);
  }

  /// @param again whether there was no room for its first message before
  private void offer(boolean again) {
    var batch = new Batch(read);
    var messages = new ArrayList<Message>(read.size());
    for (var request : read) messages.add(request.message());
    var requests = read;
    read = new ArrayList<>(messages.size());
    batches.add(batch);
    visitAsked.set(true); // outcomes that come at once are answered together, below
    var marked = arrival.marked(messages);
    var taken = terms.delivery().offer(marked, terms.acks(), call.caller(), batch);
    var until = taken.until();
    terms.metrics().arrived(taken.count());
    if (until != null
        && until.code() == Problem.Code.MEMORY_FULL
        && mayWait(again && taken.count() == 0)) {
      batch.end(taken.count());
      read = new ArrayList<>(requests.subList(taken.count(), requests.size()));
      waitForRoom();
    } else if (until != null) {
      failed = true;
      terms.metrics().arrived(1);
      if (until.code() == Problem.Code.MEMORY_FULL) terms.metrics().refused();
      batch.put(taken.count(), new Outcome.Refused(until));
    }
    answerAll();
  }

  /// @param stuck whether none was taken since it last had to
  private boolean mayWait(boolean stuck) {
    var nowNanos = terms.clock().nanos();
    if (!stuck) movedNanos = nowNanos;
    return nowNanos - movedNanos < WAIT_MAX_NANOS;
  }

  private void waitForRoom() {
    waiting = true;
    pause();
    call.after(
        RETRY,
        () -> {
          waiting = false;
          if (!read.isEmpty()) offer(true);
        });
  }

  @Override
  public boolean keepsSome() {
    return waiting;
  }

  @Override
  public void oversized(long bytes, int bytesMax) {
    endWith(Answer.oversized(bytes, bytesMax));
  }

  @Override
  public void unreadable(GrpcPort.Status status, String why) {
    endWith(new Answer.End(status, why));
  }

  @Override
  public void noRoom() {
    terms.metrics().refused();
    endWith(Answer.NO_ROOM);
  }

  @Override
  public void ended() {
    endWith(Answer.DONE);
  }

  @Override
  public void stopping() {
    if (!read.isEmpty()) { // what waits for room is the client's again, and what came behind it
      read = new ArrayList<>();
      ending = null;
    }
    endWith(Answer.end(Problem.stopping()));
  }

  private void endWith(Answer.End end) {
    if (ending != null) return;
    caughtUp(); // what was read before the end stands before it
    if (ending == null) ending = end;
    answerAll();
  }

  /// What the client sent goes on to Kafka, also where it has gone: that nobody hears of it is the
  /// client's wish.
  @Override
  public void over(GrpcPort.@Nullable Status status) {
    ending = Answer.DONE;
    read = List.of();
    batches.clear();
    arrival.end();
    terms.metrics().streamClosed();
  }

  @Override
  public void writable() {
    answerAll();
  }

  /// Answers from the oldest message on, up to the first that is still open. One look at the
  /// client's window is enough: what waits for an answer is bounded.
  private void answerAll() {
    // Before looking: an outcome that comes later asks for another visit.
    visitAsked.set(false);
    if (call.isFull()) {
      pause(); // or what a client sends that does not read would wait here, and cost it nothing
      return;
    }
    for (var batch = batches.peek(); batch != null; batch = batches.peek()) {
      var end = acknowledge(batch);
      if (end != null) {
        end(end);
        return;
      }
      if (!batch.isDone()) break;
      batches.remove();
    }
    if (ending != null && batches.isEmpty() && read.isEmpty()) {
      end(ending);
      return;
    }
    call.flush();
    if (paused && !waiting && unanswered <= UNANSWERED_MAX / 2) resume();
  }

  /// Sends the acknowledgements that are due, or tells how the stream ends.
  private Answer.@Nullable End acknowledge(Batch batch) {
    for (var outcome = batch.next(); outcome != null; outcome = batch.next()) {
      switch (Answer.to(outcome)) {
        case Answer.Ack(var level) -> {
          if (weakest == null || level.compareTo(weakest) < 0) weakest = level;
          call.send(response, batch.answer(outcome, response));
          unanswered--;
        }
        case Answer.End end -> {
          return end;
        }
      }
    }
    return null;
  }

  private void end(Answer.End end) {
    var told = weakest == null ? end : end.with("weir-acks", weakest.label());
    call.end(told.status(), told.text(), told.trailers());
  }

  private void pause() {
    if (paused) return;
    paused = true;
    call.pause();
  }

  private void resume() {
    paused = false;
    call.resume();
  }

  /// Messages that came in one piece, and what has become of them. Outcomes come on any thread, all
  /// else happens on the event loop. It does not keep the messages, whose room is given back before
  /// the last is answered.
  private final class Batch implements dev.weir.delivery.Answer {
    private final long[] streamOffsets;
    private final boolean[] wantsPosition;
    private final AtomicReferenceArray<@Nullable Outcome> outcomes;

    /// The oldest that is not answered.
    private int oldest;

    private int count;

    Batch(List<ProduceCodec.ProdRq> requests) {
      count = requests.size();
      streamOffsets = new long[count];
      wantsPosition = new boolean[count];
      outcomes = new AtomicReferenceArray<>(count);
      for (var i = 0; i < count; i++) {
        streamOffsets[i] = requests.get(i).streamOffset();
        wantsPosition[i] = requests.get(i).wantsPosition();
      }
    }

    @Override
    public void settle(int index, Outcome outcome) {
      if (outcome instanceof Outcome.Lost) failed = true;
      terms.metrics().accepted();
      put(index, outcome);
    }

    void put(int index, Outcome outcome) {
      arrival.settled(outcome);
      outcomes.set(index, outcome);
      if (!visitAsked.get() && visitAsked.compareAndSet(false, true)) call.execute(visit);
    }

    /// Nothing behind it would be acknowledged.
    @Override
    public boolean passesOver(Problem problem) {
      return false;
    }

    /// The others are not among them after all.
    void end(int count) {
      this.count = count;
    }

    boolean isDone() {
      return oldest == count;
    }

    /// What has become of the oldest, or null while nobody knows.
    @Nullable Outcome next() {
      return isDone() ? null : outcomes.get(oldest);
    }

    /// Writes the acknowledgement of the oldest and goes on; tells its length.
    int answer(Outcome outcome, byte[] to) {
      var at = wantsPosition[oldest] && outcome instanceof Outcome.Delivered told ? told : null;
      return ProduceCodec.encode(to, streamOffsets[oldest++], at);
    }
  }
}
