package dev.weir.gateway.grpc;

import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Receipt;
import dev.weir.Submission;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.net.GrpcPort;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One `Produce` call: every message gets one acknowledgement, in the order of the messages, once
/// it is as safe as was asked for.
///
/// Outcomes come in any order; they wait here behind the oldest that is still open. The first
/// message that fails ends the stream where its acknowledgement would have stood, so the client
/// knows from where to send again. The end itself waits in the same queue. Lives on the call's
/// event loop, but for the outcomes.
final class ProduceStream implements GrpcPort.Reader {
  /// Reading pauses at this many messages without an answer, and goes on at half of them.
  static final int UNANSWERED_MAX = 1_000;

  private final GrpcPort.Call call;
  private final Delivery delivery;
  private final GrpcMetrics metrics;
  private final Supplier<Acks> acks;
  private final Queue<Unanswered> unanswered = new ArrayDeque<>();

  /// Set by whichever thread brings an outcome first, so that many outcomes cost one visit here.
  private final AtomicBoolean visitAsked = new AtomicBoolean();

  /// Nothing more is taken: the end is already in the queue, or behind us.
  private boolean ending;

  private boolean paused;

  /// How safe the least safe of the acknowledged messages is; null before the first.
  private @Nullable Acks weakest;

  ProduceStream(GrpcPort.Call call, Delivery delivery, GrpcMetrics metrics, Supplier<Acks> acks) {
    this.call = call;
    this.delivery = delivery;
    this.metrics = metrics;
    this.acks = acks;
    metrics.streamOpened();
  }

  /// Hot.
  @Override
  public void received(byte[] bytes) {
    if (ending) return;
    var request = ProduceCodec.decode(bytes);
    if (request == null) {
      endWith(Answer.MALFORMED);
    } else {
      submit(request);
    }
  }

  private void submit(ProduceCodec.ProdRq request) {
    var one = new Unanswered(request.streamOffset());
    unanswered.add(one);
    if (unanswered.size() >= UNANSWERED_MAX) pause();
    var message = Message.of(request.topic(), null, request.message());
    delivery.submit(new Submission(List.of(message), acks.get(), call.client(), one));
  }

  @Override
  public void oversized(long bytes, int bytesMax) {
    endWith(Answer.oversized(bytes, bytesMax));
  }

  @Override
  public void noRoom() {
    metrics.refused();
    endWith(Answer.NO_ROOM);
  }

  @Override
  public void ended() {
    endWith(Answer.DONE);
  }

  @Override
  public void stopping() {
    endWith(Answer.end(Problem.stopping()));
  }

  private void endWith(Answer.End end) {
    if (ending) return;
    ending = true;
    var last = new Unanswered(0);
    last.answer = end;
    unanswered.add(last);
    answerAll();
  }

  /// What the client sent goes on to Kafka; that nobody hears of it is the client's wish.
  @Override
  public void cancelled() {
    close();
  }

  @Override
  public void writable() {
    answerAll();
  }

  /// Answers from the oldest message on, up to the first that is still open.
  private void answerAll() {
    // Before looking: an outcome that comes later asks for another visit.
    visitAsked.set(false);
    for (var answer = nextAnswer(); answer != null; answer = nextAnswer()) {
      var oldest = unanswered.remove();
      switch (answer) {
        case Answer.Ack(var level) -> {
          if (weakest == null || level.compareTo(weakest) < 0) weakest = level;
          call.send(ProduceCodec.encode(oldest.streamOffset));
        }
        case Answer.End end -> end(end);
      }
    }
    call.flush();
    if (paused && unanswered.size() <= UNANSWERED_MAX / 2) resume();
  }

  private void end(Answer.End end) {
    close();
    var told = weakest == null ? end : end.with("weir-acks", weakest.label());
    call.end(told.status(), told.text(), told.trailers());
  }

  private @Nullable Answer nextAnswer() {
    var oldest = unanswered.peek();
    return oldest == null || call.isFull() ? null : oldest.answer;
  }

  private void pause() {
    paused = true;
    call.pause();
  }

  private void resume() {
    paused = false;
    call.resume();
  }

  private void close() {
    ending = true;
    unanswered.clear();
    metrics.streamClosed();
  }

  /// A message that waits for its outcome, or for those before it.
  private final class Unanswered implements Receipt {
    private final long streamOffset;

    /// Written by the thread that brings the outcome, read by the event loop.
    private volatile @Nullable Answer answer;

    Unanswered(long streamOffset) {
      this.streamOffset = streamOffset;
    }

    @Override
    public void settled(List<Outcome> outcomes) {
      var outcome = outcomes.getFirst();
      if (!(outcome instanceof Outcome.Refused)) metrics.accepted();
      answer = Answer.to(outcome);
      if (visitAsked.compareAndSet(false, true)) call.execute(ProduceStream.this::answerAll);
    }
  }
}
