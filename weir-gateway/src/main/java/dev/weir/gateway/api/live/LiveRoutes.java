package dev.weir.gateway.api.live;

import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.api.stream.Feed;
import dev.weir.gateway.api.stream.Streams;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.Route;
import java.util.List;

/// Tells whether messages flow, and how the gateway itself is.
public final class LiveRoutes {
  private final Surroundings surroundings;
  private final Feed overview;
  private final Health health;

  public LiveRoutes(Surroundings surroundings, Streams streams) {
    var certificates =
        new Certificates(
            surroundings.settings(), surroundings.context().metrics(), surroundings.clock());
    var channel = new Overview(surroundings, certificates);
    this.surroundings = surroundings;
    this.health = new Health(surroundings, certificates);
    this.overview = streams.add(channel);
    channel.watchedBy(overview::isWatched);
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/api/overview",
            Doc.of("Tells whether messages flow, what is wrong now, and the last five minutes.")
                .gives(200, "Overview"),
            call -> call.answer(overview())),
        Route.get(
            "/api/health",
            Doc.of("Looks how the gateway itself is, as `weir doctor` does from outside.")
                .gives(200, "Health"),
            surroundings.blocking().resource(_ -> health())));
  }

  private Answer overview() {
    return Json.answer(json -> {
      json.writeStartObject();
      var last = overview.last();
      json.writeFieldName("now");
      if (last == null) json.writeNull();
      else last.write(json);
      json.writeFieldName("history");
      overview.write(json);
      json.writeEndObject();
    });
  }

  private Answer health() {
    var checks = health.look();
    var at = surroundings.clock().millis();
    return Json.answer(json -> Check.write(json, at, checks));
  }
}
