package dev.weir.gateway.admin;

import dev.weir.config.WeirConfig;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import java.util.function.Supplier;

/// `GET /admin/config`: the settings as they were read last, an array of
/// `{"key":"…","value":"…","origin":"…"}`; secrets are masked.
record ConfigEndpoint(Supplier<WeirConfig> settings) implements Tasked.Task {
  @Override
  public Answer answer(Head head, byte[] body) {
    return Answers.of(json -> {
      json.writeStartArray();
      for (var setting : settings.get().settings()) {
        json.writeStartObject();
        json.writeStringField("key", setting.key());
        json.writeStringField("value", setting.value());
        json.writeStringField("origin", setting.origin());
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }
}
