package dev.weir.gateway.api.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.delivery.RateUse;
import dev.weir.gateway.admin.Admin;
import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.Route;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where messages go, and what bounds them.
record LimitRoutes(Surroundings surroundings) {
  /// Of those who have a rate, so many that use the most of it.
  private static final int BUSIEST = 50;

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/routes",
            Doc.of("Tells where the messages of each topic go; the first that fits counts")
                .gives(200, "Ways"),
            surroundings.blocking().resource(_ -> Admin.routes(surroundings.settings().get()))),
        Route.get(
            "/api/limits",
            Doc.of("Tells what bounds the gateway, and how much of it is in use")
                .gives(200, "Limits"),
            surroundings.blocking().resource(this::limits)));
  }

  private Answer limits(Call call) {
    var config = surroundings.settings().get();
    var delivery = surroundings.delivery();
    return Json.answer(json -> {
      json.writeStartObject();
      used(json, "memory", delivery.budget().usedBytes(), delivery.budget().limitBytes());
      used(json, "inFlight", delivery.inside(), config.limits().inFlight());
      json.writeArrayFieldStart("logs");
      for (var sink : delivery.sinks()) {
        if (!sink.logged()) continue;
        json.writeStartObject();
        json.writeStringField("sink", sink.sink());
        json.writeNumberField("used", sink.logBytes());
        json.writeNumberField("limit", config.wal().limitBytes());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("messageBytes", config.limits().messageBytes());
      json.writeNumberField("requestBytes", config.limits().requestBytes());
      json.writeArrayFieldStart("rates");
      for (var use : delivery.busiest(BUSIEST)) rate(json, use);
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void used(JsonGenerator json, String field, long used, long limit)
      throws IOException {
    json.writeObjectFieldStart(field);
    json.writeNumberField("used", used);
    json.writeNumberField("limit", limit);
    json.writeEndObject();
  }

  private static void rate(JsonGenerator json, RateUse use) throws IOException {
    json.writeStartObject();
    json.writeStringField("of", use.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringField("name", use.name());
    window(json, "messages", use.messages());
    window(json, "bytes", use.bytes());
    json.writeNumberField("refused", use.refused());
    json.writeEndObject();
  }

  private static void window(JsonGenerator json, String field, RateUse.@Nullable Window window)
      throws IOException {
    if (window == null) {
      json.writeNullField(field);
      return;
    }
    json.writeObjectFieldStart(field);
    json.writeNumberField("used", window.used());
    json.writeNumberField("allowed", window.allowed());
    json.writeNumberField("perMillis", window.per().toMillis());
    json.writeEndObject();
  }
}
