package dev.weir.gateway.rest.produce;

import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.rest.produce.Desk.Place;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.MediaTypes;
import dev.weir.gateway.web.Negotiation;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes records of v3, one after another. A body that says that it is small is read and answered
/// as a whole, any other one record by record while it comes.
record RecordsResource(Desk desk, Blocking blocking) implements Resource {
  private static final int INVALID_PAYLOAD = 42_206;
  private static final int SMALL_DIGITS_MAX = 5; // of its length: up to 99,999 bytes

  /// So many records take little time to read, and what is no record takes longest.
  private static final int AT_ONCE_MAX = 256;

  /// What is packed becomes larger, and each record is answered.
  private static final int UNPACKED_BYTES_MAX = 1 << 20;

  private static final int RECORDS_MAX = 50_000;

  @Override
  public void check(Target target) {
    desk.check(Place.of(target));
    Negotiation.checkJson(target.head().header("Content-Type"));
    Negotiation.checkAcceptJson(target.head().header("Accept"));
  }

  @Override
  public @Nullable Lines lines(Target target) {
    if (isSmall(target.head())) return null;
    var place = Place.of(target);
    var arrival = desk.tracing().open("rest", target.head()::header);
    return new Lines() {
      @Override
      public Reader open(Lines.Call call) {
        return new RecordStream(call, desk, place, arrival);
      }

      @Override
      public Form form() {
        return Form.OBJECTS;
      }
    };
  }

  private static boolean isSmall(Head head) {
    var length = head.header("Content-Length");
    return length != null && length.length() <= SMALL_DIGITS_MAX;
  }

  static RestException empty() {
    return new RestException(422, INVALID_PAYLOAD, "The request body is empty");
  }

  /// Hot.
  @Override
  public void handle(Call call) {
    var place = Place.of(call);
    var pieces = pieces(call.body());
    if (pieces.size() > AT_ONCE_MAX) {
      blocking.hand(call, _ -> ask(call, place, items(pieces)));
      return;
    }
    var items = items(pieces);
    if (desk.isSure(place) && items.stream().noneMatch(Item::hasSchema)) {
      submit(call, place, items);
    } else {
      blocking.hand(call, _ -> ask(call, place, items));
    }
  }

  private static List<byte[]> pieces(byte[] body) {
    if (body.length > UNPACKED_BYTES_MAX) throw tooLarge();
    var pieces = Lines.Form.OBJECTS.pieces(body);
    if (pieces.isEmpty()) throw empty();
    if (pieces.size() > RECORDS_MAX) throw tooLarge();
    return pieces;
  }

  private static RestException tooLarge() {
    return RestException.plain(
        413,
        "A packed body may have %,d bytes and %,d records. Send more of them unpacked"
            .formatted(UNPACKED_BYTES_MAX, RECORDS_MAX));
  }

  private List<Item> items(List<byte[]> pieces) {
    var absent = desk.absent();
    return pieces.stream().map(piece -> Item.read(piece, absent)).toList();
  }

  /// Blocks.
  private void ask(Call call, Place place, List<Item> items) {
    desk.ask(place);
    submit(call, place, items);
  }

  private void submit(Call call, Place place, List<Item> items) {
    var _ = call.takeBody(); // the messages count by themselves from here on
    var results = new ArrayList<Result>(items.size());
    var messages = new ArrayList<Message>(items.size());
    for (var item : items) {
      var result = Result.of(desk, place.topic(), item);
      results.add(result);
      if (result instanceof Result.Sent(var ready)) messages.add(ready.message());
    }
    var answers = desk.answers(place);
    desk.submit(call.head(), messages, outcomes -> call.answer(answer(answers, results, outcomes)));
  }

  private static Answer answer(RecordAnswer answers, List<Result> results, List<Outcome> outcomes) {
    var body = new AnswerBytes(256 * results.size());
    var sent = 0;
    for (var result : results) {
      body.add(
          switch (result) {
            case Result.Sent(var ready) -> answers.line(ready.noted(), outcomes.get(sent++));
            case Result.Failed(var why) -> answers.line(why);
          });
    }
    return leveled(Answer.of(200, MediaTypes.JSON, body.bytes()), outcomes);
  }

  /// Says how safe those are that did not fail, and whether others may be there all the same.
  static Answer leveled(Answer answer, List<Outcome> outcomes) {
    Acks weakest = null;
    var uncertain = false;
    for (var outcome : outcomes) {
      var level = Acks.reachedBy(outcome);
      if (level != null && (weakest == null || level.compareTo(weakest) < 0)) weakest = level;
      uncertain |= outcome instanceof Outcome.Lost(var problem) && problem.mayBeDone();
    }
    var leveled = weakest == null ? answer : answer.with(Produced.LEVEL, weakest.label());
    return uncertain ? leveled.uncertain() : leveled;
  }
}
