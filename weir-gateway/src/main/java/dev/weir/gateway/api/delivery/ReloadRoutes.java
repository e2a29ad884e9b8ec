package dev.weir.gateway.api.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.config.ConfigException;
import dev.weir.config.Setting;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.admin.Reload;
import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Route;
import dev.weir.wal.WalException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Has the settings read again; first to see what would come of it.
record ReloadRoutes(Surroundings surroundings, Reloading reloading) {
  List<Route> routes() {
    return List.of(
        Route.post(
            "/api/reload",
            Doc.of("Reads the settings again and puts them in force, as far as that goes now")
                .query("check", "boolean", "Tells what would change, and changes nothing")
                .gives(200, "ReloadReport")
                .fails(400, 422),
            surroundings.blocking().resource(this::reload)));
  }

  /// Which values there are, and were.
  private record Values(Map<String, String> before, Map<String, String> after) {
    static Values of(WeirConfig before, WeirConfig after) {
      return new Values(byKey(before), byKey(after));
    }

    private static Map<String, String> byKey(WeirConfig config) {
      return config.settings().stream()
          .collect(Collectors.toMap(Setting::key, Setting::value, (_, last) -> last));
    }

    void write(JsonGenerator json, String field, Collection<String> keys) throws IOException {
      json.writeArrayFieldStart(field);
      for (var key : keys) {
        json.writeStartObject();
        json.writeStringField("key", key);
        json.writeStringField("before", before.get(key));
        json.writeStringField("after", after.get(key));
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private Answer reload(Call call) {
    var before = surroundings.settings().get();
    if (call.says("check")) return checked(before);
    try {
      var values = Values.of(before, reloading.read()); // also what waits for a start
      return report(true, reloading.reload(), values, List.of());
    } catch (ConfigException e) {
      throw refused(String.join("\n", e.problems()), e);
    } catch (IllegalArgumentException | IllegalStateException | WalException e) {
      throw refused(String.valueOf(e.getMessage()), e);
    }
  }

  private static RestException refused(String why, RuntimeException cause) {
    return RestException.plain(422, "Nothing has changed. " + why).because(cause);
  }

  private Answer checked(WeirConfig before) {
    try {
      var next = reloading.read();
      return report(false, reloading.check(next), Values.of(before, next), List.of());
    } catch (ConfigException e) {
      return problems(before, e.problems());
    } catch (IllegalArgumentException | IllegalStateException e) {
      return problems(before, List.of(String.valueOf(e.getMessage())));
    }
  }

  private static Answer problems(WeirConfig before, List<String> problems) {
    var nothing = new Reload(List.of(), List.of(), List.of());
    return report(false, nothing, Values.of(before, before), problems);
  }

  private static Answer report(
      boolean done, Reload reload, Values values, Collection<String> problems) {
    return Json.answer(json -> {
      json.writeStartObject();
      json.writeBooleanField("done", done);
      values.write(json, "changed", reload.changed());
      values.write(json, "restart", reload.restart());
      Json.strings(json, "swapped", reload.swapped());
      Json.strings(json, "problems", problems);
      json.writeEndObject();
    });
  }
}
