package dev.weir.gateway.api.delivery;

import dev.weir.delivery.Delivery;
import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.Route;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;

/// What becomes of dead letters.
final class DeadLetterRoutes {
  private static final String DRY_RUN = "dryRun";

  private final Delivery delivery;
  private final Sinks sinks;
  private final Blocking blocking;

  DeadLetterRoutes(Surroundings surroundings) {
    this.delivery = surroundings.delivery();
    this.sinks = new Sinks(delivery);
    this.blocking = surroundings.blocking();
  }

  List<Route> routes() {
    return List.of(
        route(
            "/api/deadletters/{sink}/requeue",
            "Sends dead letters of a sink again, behind all that waits",
            delivery::requeue),
        route(
            "/api/deadletters/{sink}/drop",
            "Forgets dead letters of a sink for good",
            delivery::drop));
  }

  /// What is done with those that are chosen.
  private interface Act {
    CompletableFuture<Integer> with(String sink, LongPredicate chosen);
  }

  private Route route(String path, String summary, Act act) {
    var doc =
        Doc.of(summary)
            .query(DRY_RUN, "boolean", "Tells how many that would be, and does nothing")
            .takes("MeantDeadLetters")
            .gives(200, "DeadLettersDone")
            .fails(400, 404, 422);
    return Route.post(path, doc, blocking.resource(call -> answer(call, act)));
  }

  private Answer answer(Call call, Act act) throws Exception {
    var sink = call.name("sink");
    var found = Meant.read(call.body()).in(sinks.kept(sink, true));
    var dryRun = call.says(DRY_RUN);
    var count =
        dryRun ? found.count() : (long) sinks.done(sink, () -> act.with(sink, found.chosen()));
    return Json.answer(json -> {
      json.writeStartObject();
      json.writeNumberField("messages", count);
      json.writeBooleanField(DRY_RUN, dryRun);
      json.writeBooleanField("whole", found.whole());
      json.writeEndObject();
    });
  }
}
