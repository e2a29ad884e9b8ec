package dev.weir.gateway.api.delivery;

import dev.weir.delivery.Delivery;
import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Fields;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Route;
import java.util.List;

/// How the sinks are doing, and what is done with one as a whole.
final class LaneRoutes {
  private static final String LANE = "Lane";

  private final Delivery delivery;
  private final Blocking blocking;
  private final Lanes lanes;
  private final Sinks sinks;

  LaneRoutes(Surroundings surroundings, Lanes lanes) {
    this.delivery = surroundings.delivery();
    this.blocking = surroundings.blocking();
    this.lanes = lanes;
    this.sinks = new Sinks(delivery);
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/lanes",
            Doc.of("Tells how each sink is doing: its breaker, what waits for it and since when")
                .gives(200, "Lanes"),
            blocking.resource(_ -> Json.answer(lanes::write))),
        Route.post(
            "/api/lanes/{sink}/breaker",
            Doc.of("Has a sink count as away (trip), or tries it at once (reset)")
                .takes("BreakerAction")
                .gives(200, LANE)
                .fails(404, 422),
            blocking.resource(this::breaker)),
        Route.post(
            "/api/lanes/{sink}/drain",
            Doc.of("Has what waits for a sink go now, whatever wal.resend-period says")
                .gives(200, LANE)
                .fails(404),
            blocking.resource(this::drain)));
  }

  private Answer breaker(Call call) throws Exception {
    var sink = call.name("sink");
    var action = Fields.of(call.body(), "action").needed("action");
    switch (action) {
      case "trip" -> sinks.done(sink, () -> delivery.trip(sink));
      case "reset" -> sinks.done(sink, () -> delivery.reset(sink));
      default ->
          throw RestException.plain(
              422, "action is '%s', and there are trip and reset".formatted(action));
    }
    return lane(sink);
  }

  private Answer drain(Call call) throws Exception {
    var sink = call.name("sink");
    sinks.done(sink, () -> delivery.drain(sink));
    return lane(sink);
  }

  private Answer lane(String sink) {
    return Json.answer(json -> lanes.write(json, sinks.state(sink)));
  }
}
