package dev.weir.gateway.rest.produce;

import dev.weir.Acks;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Receipt;
import dev.weir.Submission;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.rest.produce.Desk.Place;
import dev.weir.gateway.rest.produce.Ready.Noted;
import dev.weir.gateway.tracing.Arrival;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.KafkaFailures;
import dev.weir.gateway.web.MediaTypes;
import dev.weir.gateway.web.RestException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call of v3 whose records come while it is answered: each gets a line, in the order of the
/// records.
///
/// Outcomes come in any order; they wait here behind the oldest that is still open. A record that
/// is wrong gets its error and the next ones go on. Where Kafka or the registry have to be asked
/// for a record, the call pauses, so that none overtakes it. The end waits in the same queue. Lives
/// on the call's event loop, but for the outcomes and what asks.
final class RecordStream implements Lines.Reader {
  private static final Logger log = LoggerFactory.getLogger(RecordStream.class);

  /// Reading pauses at this many records without an answer, and goes on at half of them. It pauses,
  /// too, for a client that does not read its answers.
  private static final int UNANSWERED_MAX = 1_000;

  /// What a record may have beside twice its message: escapes and base64 make text longer.
  private static final int RECORD_BYTES_MORE = 64 << 10;

  private final Lines.Call call;
  private final Desk desk;
  private final Place place;
  private final Arrival arrival;
  private final Queue<Unanswered> unanswered = new ArrayDeque<>();

  /// Set by whichever thread brings an outcome first, so that many outcomes cost one visit here.
  private final AtomicBoolean visitAsked = new AtomicBoolean();

  private RecordAnswer answers;

  /// Nobody need be asked about the cluster and the topic any more.
  private boolean sure;

  private boolean any;

  /// Nothing more is taken: the end is already in the queue, or behind us.
  private boolean ending;

  /// Whether it pauses, and why: too many records are open, or somebody is asked.
  private boolean paused;

  private boolean closed;

  private boolean full;

  private boolean asking;

  RecordStream(Lines.Call call, Desk desk, Place place, Arrival arrival) {
    this.call = call;
    this.arrival = arrival;
    this.desk = desk;
    this.place = place;
    this.answers = desk.answers(place);
    this.sure = desk.isSure(place);
    var atMost = desk.settings().get().rest().streamAtMost();
    call.later(atMost, () -> endWith(tooLong(atMost)));
  }

  private static RestException tooLong(Duration atMost) {
    return RestException.plain(
        408, "The stream was open for %d s, its limit".formatted(atMost.toSeconds()));
  }

  @Override
  public int lineBytesMax() {
    var messageBytes = desk.settings().get().limits().messageBytes();
    return (int) Math.min(2L * messageBytes + RECORD_BYTES_MORE, Integer.MAX_VALUE / 2);
  }

  /// Hot.
  @Override
  public void received(byte[] bytes) {
    if (ending) return;
    any = true;
    switch (Item.read(bytes, desk.absent())) {
      case Item.Bad(var why) -> say(why);
      case Item.Good(var draft) when sure && !draft.hasSchema() ->
          submit(awaited(), desk.ready(place.topic(), draft));
      case Item.Good(var draft) -> ask(awaited(), draft, bytes.length);
    }
  }

  private void submit(Unanswered one, Ready ready) {
    one.noted = ready.noted();
    var messages = arrival.marked(List.of(ready.message()));
    desk.submit(new Submission(messages, Acks.KAFKA, call.caller(), one));
  }

  private Unanswered awaited() {
    var one = new Unanswered();
    unanswered.add(one);
    if (unanswered.size() >= UNANSWERED_MAX) {
      full = true;
      pause();
    }
    return one;
  }

  private void pause() {
    if (paused) return;
    paused = true;
    call.pause();
  }

  private void resumeIfFree() {
    if (unanswered.size() <= UNANSWERED_MAX / 2) full = false;
    if (!paused || full || asking) return;
    paused = false;
    call.resume();
  }

  private void say(RestException why) {
    awaited().reply = new Reply.Said(answers.line(why));
    answerAll();
  }

  /// Asks on another thread, and takes nothing until that is done.
  private void ask(Unanswered one, Draft draft, int bytes) {
    asking = true;
    pause();
    var budget = desk.delivery().budget();
    budget.owe(bytes);
    Thread.ofVirtual()
        .name("rest-record")
        .start(() -> {
          var asked = asked(draft);
          budget.giveBack(bytes);
          call.execute(() -> go(one, asked));
        });
  }

  /// What came of the questions.
  ///
  /// @param isPlace whether it is the cluster or the topic that is not right, and not the record
  private record Asked(Result result, boolean isPlace) {}

  private Asked asked(Draft draft) {
    try {
      if (!sure) desk.ask(place);
    } catch (RuntimeException | StackOverflowError e) {
      return new Asked(new Result.Failed(failure(e)), true);
    }
    try {
      return new Asked(new Result.Sent(desk.ready(place.topic(), draft)), false);
    } catch (RuntimeException | StackOverflowError e) {
      return new Asked(new Result.Failed(failure(e)), false);
    }
  }

  private static RestException failure(Throwable e) {
    var known = e instanceof RestException rest ? rest : KafkaFailures.of(e);
    if (known != null) return known;
    log.error("A record was not taken in", e);
    return RestException.plain(500, "Weir made a mistake: " + e);
  }

  private void go(Unanswered one, Asked asked) {
    asking = false;
    if (unanswered.isEmpty()) return; // its client has gone
    switch (asked.result()) {
      case Result.Sent(var ready) -> {
        sure = true;
        answers = desk.answers(place);
        submit(one, ready);
      }
      case Result.Failed(var why) when asked.isPlace() -> refuse(one, why);
      case Result.Failed(var why) -> one.reply = new Reply.Said(answers.line(why));
    }
    answerAll();
  }

  /// Nothing of it can be taken.
  private void refuse(Unanswered one, RestException why) {
    ending = true;
    one.reply = new Reply.End(why);
  }

  @Override
  public void oversized() {
    endWith(
        RestException.plain(
            413,
            "A record has more than %,d bytes, as limits.message-bytes allows"
                .formatted(lineBytesMax())));
  }

  @Override
  public void noRoom() {
    endWith(
        RestException.plain(
            503, "There is no room in limits.memory for what has come of a record. Send it again"));
  }

  @Override
  public void stopping() {
    endWith(RestException.plain(503, Problem.stopping().text()));
  }

  @Override
  public void ended() {
    if (any) {
      endWith(null);
    } else {
      endWith(RecordsResource.empty());
    }
  }

  private void endWith(@Nullable RestException why) {
    if (ending) return;
    ending = true;
    awaited().reply = new Reply.End(why);
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

  /// Answers from the oldest record on, up to the first that is still open.
  private void answerAll() {
    // Before looking: an outcome that comes later asks for another visit.
    visitAsked.set(false);
    for (var reply = next(); reply != null; reply = next()) {
      var one = unanswered.remove();
      switch (reply) {
        case Reply.Settled(var outcome) -> call.send(answers.line(one.noted, outcome));
        case Reply.Said(var line) -> call.send(line);
        case Reply.End(var why) -> end(why);
      }
    }
    call.flush();
    if (call.isFull()) pause(); // or what a client sends that does not read would wait here
    else resumeIfFree();
  }

  private @Nullable Reply next() {
    var oldest = unanswered.peek();
    return oldest == null || call.isFull() ? null : oldest.reply;
  }

  /// Where nothing was said yet, the status can still tell.
  private void end(@Nullable RestException why) {
    close();
    if (why != null && whole(why)) return;
    if (why != null) call.send(answers.line(why));
    call.end();
  }

  private boolean whole(RestException why) {
    return call.answer(
        Json.answer(
            why.status(),
            MediaTypes.JSON,
            json -> {
              json.writeStartObject();
              json.writeNumberField("error_code", answers.code(why));
              json.writeStringField("message", why.getMessage());
              json.writeEndObject();
            }));
  }

  private void close() {
    if (!closed) arrival.end();
    closed = true;
    ending = true;
    unanswered.clear();
  }

  /// What is said of a record, or at the end.
  private sealed interface Reply {
    record Settled(Outcome outcome) implements Reply {}

    @SuppressWarnings("ArrayRecordComponent") // handed over, compared by nobody
    record Said(byte[] line) implements Reply {}

    record End(@Nullable RestException why) implements Reply {}
  }

  /// A record that waits for its outcome, or for those before it.
  private final class Unanswered implements Receipt {
    private static final Noted NOTHING = new Noted(0, null, null);

    private Noted noted = NOTHING;

    /// Written by the thread that brings the outcome, read by the event loop.
    private volatile @Nullable Reply reply;

    @Override
    public void settled(List<Outcome> outcomes) {
      arrival.settled(outcomes.getFirst());
      reply = new Reply.Settled(outcomes.getFirst());
      if (visitAsked.compareAndSet(false, true)) call.execute(RecordStream.this::answerAll);
    }
  }
}
