package dev.weir.gateway.api.profile;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.Role;
import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Fields;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Route;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Has the process recorded, and hands the recordings out. All of it is for operators.
public final class ProfileRoutes implements AutoCloseable {
  private static final String PROFILE = "Profile";
  private static final String PATH = "/api/profile";
  private static final int SECONDS = 30;
  private static final int SECONDS_MAX = 600;
  private static final String SETTINGS = "profile";
  private static final Set<String> KNOWN = Set.of(SETTINGS, "default");

  private final Profiler profiler;
  private final Blocking blocking;

  public ProfileRoutes(Surroundings surroundings) {
    var folder = surroundings.settings().get().data().resolve("profiles");
    this.profiler = new Profiler(new Recordings(folder), surroundings.clock());
    this.blocking = surroundings.blocking();
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                PATH,
                Doc.of("Tells what is being recorded by the JVM's flight recorder, and what was")
                    .gives(200, PROFILE),
                blocking.resource(_ -> state()))
            .needs(Role.OPERATE),
        Route.post(
            PATH,
            Doc.of("Records what the process does for some seconds")
                .takes("ProfileWish")
                .gives(200, PROFILE)
                .fails(400, 409, 422, 501),
            blocking.resource(this::start)),
        Route.delete(
            PATH,
            Doc.of("Ends the recording now, and keeps what there is of it")
                .gives(200, PROFILE)
                .fails(409, 503),
            blocking.resource(_ -> stop())),
        Route.get(
                PATH + "/{name}",
                Doc.of("Hands out a recording, for JDK Mission Control or jfr")
                    .gives(200)
                    .fails(404),
                new Recorded(profiler.recordings()))
            .needs(Role.OPERATE));
  }

  private Answer start(Call call) {
    var body = call.body();
    var fields = Fields.of(body.length == 0 ? new byte[] {'{', '}'} : body, "seconds", "settings");
    var seconds = fields.number("seconds");
    var settings = fields.text("settings");
    profiler.start(
        wish(seconds == null ? SECONDS : seconds, settings == null ? SETTINGS : settings));
    return state();
  }

  private static Profiler.Wish wish(int seconds, String settings) {
    if (seconds < 1 || seconds > SECONDS_MAX) {
      throw RestException.plain(
          422, "seconds is %d, and may be from 1 to %d".formatted(seconds, SECONDS_MAX));
    }
    if (!KNOWN.contains(settings)) {
      throw RestException.plain(
          422, "settings is '%s', and there are profile and default".formatted(settings));
    }
    return new Profiler.Wish(seconds, settings);
  }

  private Answer stop() throws InterruptedException {
    if (profiler.stop()) return state();
    throw RestException.plain(409, "Nothing is being recorded. Start it with POST /api/profile");
  }

  private Answer state() {
    return Json.answer(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeFieldName("recording");
    var running = profiler.running();
    if (running == null) {
      json.writeNull();
    } else {
      json.writeStartObject();
      json.writeStringField("name", running.name());
      json.writeNumberField("seconds", running.wish().seconds());
      json.writeStringField("settings", running.wish().settings());
      json.writeNumberField("begun", running.begunMillis());
      json.writeEndObject();
    }
    json.writeStringField("failure", profiler.failure());
    json.writeArrayFieldStart("recordings");
    for (var kept : profiler.kept()) {
      json.writeStartObject();
      json.writeStringField("name", kept.name());
      json.writeNumberField("bytes", kept.bytes());
      json.writeNumberField("ended", kept.endedMillis());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  @Override
  public void close() {
    profiler.close();
  }
}
