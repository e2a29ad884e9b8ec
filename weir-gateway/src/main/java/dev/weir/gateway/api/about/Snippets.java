package dev.weir.gateway.api.about;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.TopicName;
import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.RestException;
import java.io.IOException;

/// The programs that send a message to this gateway, with its addresses as this client sees them.
record Snippets(Surroundings surroundings) implements Resource {
  private static final int MESSAGE_CHARS_MAX = 1_000;

  @Override
  public void handle(Call call) {
    var message = message(call);
    var places = Places.of(call, surroundings);
    call.answer(
        Json.answer(json -> {
          json.writeStartObject();
          json.writeStringField("topic", message.topic());
          json.writeStringField("message", message.text());
          json.writeStringField("bootstrapServers", places.kafka());
          json.writeArrayFieldStart("snippets");
          for (var way : Way.values()) write(json, way, places, message);
          json.writeEndArray();
          json.writeEndObject();
        }));
  }

  private static Sample message(Call call) {
    var topic = call.query("topic");
    var text = call.query("message");
    if (topic != null && !TopicName.legal(topic)) {
      throw RestException.plain(
          400,
          "No topic can be called '%s': a name has 1 to 249 of A-Z a-z 0-9 . _ -. Name another."
              .formatted(TopicName.shown(topic)));
    }
    if (text != null
        && (text.length() > MESSAGE_CHARS_MAX || text.chars().anyMatch(Character::isISOControl))) {
      throw RestException.plain(
          400,
          "The message cannot stand in a snippet: it has more than %,d characters, or more than one line. Give a shorter one."
              .formatted(MESSAGE_CHARS_MAX));
    }
    return new Sample(topic == null ? "hello" : topic, text == null ? "world" : text);
  }

  private static void write(JsonGenerator json, Way way, Places places, Sample message)
      throws IOException {
    var remedy = places.remedy(way);
    var proof = places.proof(way);
    json.writeStartObject();
    json.writeStringField("id", way.id());
    json.writeStringField("name", way.label());
    json.writeStringField("address", places.address(way));
    json.writeBooleanField("enabled", remedy == null);
    if (remedy != null) json.writeStringField("remedy", remedy);
    json.writeStringField("language", way.language());
    json.writeStringField("needs", way.needs() + proof.words());
    if (way.ingress() != null) json.writeStringField("ingress", way.ingress());
    json.writeStringField("docs", way.docs());
    json.writeStringField("text", way.text(message.values(places, proof)));
    json.writeEndObject();
  }
}
