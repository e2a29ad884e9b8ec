package dev.weir.gateway.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import java.io.IOException;
import java.util.function.Supplier;

/// `GET /admin/limits`: what bounds the gateway, and how much of it is in use.
///
/// | field | |
/// | --- | --- |
/// | `memory` `inFlight` | `{"used":…,"limit":…}`, in bytes and messages |
/// | `logs` | of each sink with a log: `{"sink":"kafka","used":…,"limit":…}`, in bytes |
/// | `messageBytes` `requestBytes` | of one message, of one request |
/// | `clientRate` `clientRateBytes` | what each client may send, or null, as in [RoutesEndpoint] |
record LimitsEndpoint(Supplier<WeirConfig> settings, Delivery delivery) implements Tasked.Task {
  @Override
  public Answer answer(Head head, byte[] body) {
    var config = settings.get();
    var limits = config.limits();
    return Answers.of(json -> {
      json.writeStartObject();
      json.writeObjectFieldStart("memory");
      used(json, delivery.budget().usedBytes(), delivery.budget().limitBytes());
      json.writeObjectFieldStart("inFlight");
      used(json, delivery.inside(), limits.inFlight());
      json.writeArrayFieldStart("logs");
      for (var sink : delivery.sinks()) {
        if (!sink.logged()) continue;
        json.writeStartObject();
        json.writeStringField("sink", sink.sink());
        used(json, sink.logBytes(), config.wal().limitBytes());
      }
      json.writeEndArray();
      json.writeNumberField("messageBytes", limits.messageBytes());
      json.writeNumberField("requestBytes", limits.requestBytes());
      RoutesEndpoint.rate(json, "clientRate", limits.clientRate());
      RoutesEndpoint.rate(json, "clientRateBytes", limits.clientRateBytes());
      json.writeEndObject();
    });
  }

  private static void used(JsonGenerator json, long used, long limit) throws IOException {
    json.writeNumberField("used", used);
    json.writeNumberField("limit", limit);
    json.writeEndObject();
  }
}
