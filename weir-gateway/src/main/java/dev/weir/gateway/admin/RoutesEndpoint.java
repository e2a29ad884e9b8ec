package dev.weir.gateway.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.config.Rate;
import dev.weir.config.RouteConfig;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.web.Json;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `GET /admin/routes`: where the messages of each topic go, in the order in which it counts; an
/// array of
///
/// | field | |
/// | --- | --- |
/// | `topic` | a name, or a pattern with `*` |
/// | `to` | the sinks; none: what comes is refused |
/// | `slices` | the share of those sinks that do not get all: `{"copy":0.1}` |
/// | `wal` | `fallback`, `always`, `in-memory`, `disable` |
/// | `acks` | the level of all its messages, or null: the way in decides |
/// | `rate` `rateBytes` | what each topic may have, or null: `{"amount":5000,"seconds":1}` |
record RoutesEndpoint(Supplier<WeirConfig> settings) implements Tasked.Task {
  @Override
  public Answer answer(Head head, byte[] body) {
    return answer(settings.get());
  }

  static Answer answer(WeirConfig settings) {
    return Answers.of(json -> {
      json.writeStartArray();
      for (var route : settings.routes()) write(json, route);
      json.writeEndArray();
    });
  }

  private static void write(JsonGenerator json, RouteConfig route) throws IOException {
    json.writeStartObject();
    json.writeStringField("topic", route.topic());
    Json.strings(json, "to", route.sinks());
    json.writeObjectFieldStart("slices");
    for (var slice : route.slices().entrySet()) {
      json.writeNumberField(slice.getKey(), slice.getValue());
    }
    json.writeEndObject();
    json.writeStringField("wal", written(route.wal()));
    if (route.acks() == null) json.writeNullField("acks");
    else json.writeStringField("acks", written(route.acks()));
    rate(json, "rate", route.rate());
    rate(json, "rateBytes", route.rateBytes());
    json.writeEndObject();
  }

  static void rate(JsonGenerator json, String field, @Nullable Rate rate) throws IOException {
    if (rate == null) {
      json.writeNullField(field);
      return;
    }
    json.writeObjectFieldStart(field);
    json.writeNumberField("amount", rate.amount());
    json.writeNumberField("seconds", rate.per().toSeconds());
    json.writeEndObject();
  }

  private static String written(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
