package dev.weir.gateway.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.delivery.Delivery;
import dev.weir.delivery.SinkState;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import java.io.IOException;
import java.util.Locale;

/// `GET /admin/sinks`: an array of
///
/// | field | |
/// | --- | --- |
/// | `sink` | its name |
/// | `breaker` | `closed`: it takes messages; `open`: it is away; `half_open`: it is being tried |
/// | `held` | whether it counts as away because somebody wants it so, see [BreakerEndpoint] |
/// | `topicsAway` | how many topics it does not take |
/// | `waiting` | messages that are accepted for it and have no outcome |
/// | `logged` | whether it has a log |
/// | `logBytes` | what its log takes of the disk |
/// | `trouble` | why its log takes nothing, or null: `{"code":"wal_full","text":"…"}` |
record SinksEndpoint(Delivery delivery) implements Tasked.Task {
  @Override
  public Answer answer(Head head, byte[] body) {
    return Answers.of(json -> {
      json.writeStartArray();
      for (var sink : delivery.sinks()) write(json, sink);
      json.writeEndArray();
    });
  }

  static void write(JsonGenerator json, SinkState sink) throws IOException {
    json.writeStartObject();
    json.writeStringField("sink", sink.sink());
    json.writeStringField("breaker", sink.breaker().toLowerCase(Locale.ROOT));
    json.writeBooleanField("held", sink.held());
    json.writeNumberField("topicsAway", sink.topicsAway());
    json.writeNumberField("waiting", sink.waiting());
    json.writeBooleanField("logged", sink.logged());
    json.writeNumberField("logBytes", sink.logBytes());
    var trouble = sink.trouble();
    if (trouble == null) {
      json.writeNullField("trouble");
    } else {
      json.writeObjectFieldStart("trouble");
      json.writeStringField("code", trouble.code().label());
      json.writeStringField("text", trouble.text());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
