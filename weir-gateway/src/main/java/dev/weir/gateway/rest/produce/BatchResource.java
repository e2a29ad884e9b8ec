package dev.weir.gateway.rest.produce;

import static dev.weir.gateway.rest.produce.AnswerBytes.ascii;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.rest.produce.BatchReader.Entry;
import dev.weir.gateway.rest.produce.Desk.Place;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.MediaTypes;
import dev.weir.gateway.web.Negotiation;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.Target;
import java.util.ArrayList;
import java.util.List;

/// Takes a batch of records of v3, each of which has an id that the answer names it by.
///
/// ```
/// {"successes":[{"id":"a","cluster_id":"…",…}],"failures":[{"id":"b","error_code":400,"message":"…"}]}
/// ```
record BatchResource(Desk desk, Blocking blocking) implements Resource {
  private static final byte[] SUCCESSES = ascii("{\"successes\":[");
  private static final byte[] FAILURES = ascii("],\"failures\":[");
  private static final byte[] ID = ascii("{\"id\":");
  private static final byte[] CODE = ascii(",\"error_code\":");
  private static final byte[] MESSAGE = ascii(",\"message\":");
  private static final int ENTRY_BYTES = 256; // as most have

  @Override
  public void check(Target target) {
    desk.check(Place.of(target));
    Negotiation.checkJson(target.head().header("Content-Type"));
    Negotiation.checkAcceptJson(target.head().header("Accept"));
  }

  @Override
  public void handle(Call call) {
    var place = Place.of(call);
    var max = desk.settings().get().rest().batchEntries();
    var entries = BatchReader.read(call.body(), desk.absent(), max);
    if (desk.isSure(place) && entries.stream().noneMatch(entry -> entry.item().hasSchema())) {
      submit(call, place, entries);
    } else {
      blocking.hand(
          call,
          _ -> {
            desk.ask(place);
            submit(call, place, entries);
          });
    }
  }

  private void submit(Call call, Place place, List<Entry> entries) {
    var _ = call.takeBody(); // the messages count by themselves from here on
    var results = new ArrayList<Result>(entries.size());
    var messages = new ArrayList<Message>(entries.size());
    for (var entry : entries) {
      var result = Result.of(desk, place.topic(), entry.item());
      results.add(result);
      if (result instanceof Result.Sent(var ready)) messages.add(ready.message());
    }
    var ids = entries.stream().map(Entry::id).toList();
    var answers = desk.answers(place);
    desk.submit(
        call.head(),
        messages,
        outcomes -> call.answer(new Told(answers, ids).answer(results, outcomes)));
  }

  /// The answer, while it is made.
  private record Told(
      RecordAnswer answers, List<String> ids, AnswerBytes successes, AnswerBytes failures) {
    Told(RecordAnswer answers, List<String> ids) {
      this(
          answers,
          ids,
          new AnswerBytes(ENTRY_BYTES * ids.size()).add(SUCCESSES),
          new AnswerBytes(ENTRY_BYTES).add(FAILURES));
    }

    Answer answer(List<Result> results, List<Outcome> outcomes) {
      var sent = 0;
      for (var i = 0; i < results.size(); i++) {
        switch (results.get(i)) {
          case Result.Sent(var ready) -> settled(ids.get(i), ready, outcomes.get(sent++));
          case Result.Failed(var why) ->
              failed(ids.get(i), answers.code(why), String.valueOf(why.getMessage()));
        }
      }
      successes.add(failures.bytes()).add(ascii("]}"));
      var answer = Answer.of(207, MediaTypes.JSON, successes.bytes());
      return RecordsResource.leveled(answer, outcomes);
    }

    private void settled(String id, Ready ready, Outcome outcome) {
      var problem = Codes.problem(outcome);
      if (problem != null) {
        failed(id, answers.code(problem), problem.text());
        return;
      }
      next(successes, SUCCESSES).add(ID).add(id).add(',');
      answers.where(successes, ready.noted(), outcome);
      successes.add('}');
    }

    private void failed(String id, int code, String message) {
      next(failures, FAILURES).add(ID).add(id).add(CODE).add((long) code);
      failures.add(MESSAGE).add(message).add('}');
    }

    private static AnswerBytes next(AnswerBytes list, byte[] begun) {
      return list.size() == begun.length ? list : list.add(',');
    }
  }
}
