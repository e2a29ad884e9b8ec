package dev.weir.gateway.rest.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.config.Address;
import dev.weir.gateway.web.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A claim as a record of the topic. A record without a value withdraws it.
///
/// | | |
/// | --- | --- |
/// | key | `{"group":"g","instance":"i","gateway":"5f3a…","number":1}` |
/// | value | `{"address":"10.0.0.7:8082","place":""}`, with `"tls":true` where it is so |
final class ClaimCodec {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ClaimCodec() {}

  static byte[] key(Claim claim) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeStringField("group", claim.name().group());
      json.writeStringField("instance", claim.name().instance());
      json.writeStringField("gateway", claim.gateway());
      json.writeNumberField("number", claim.number());
      json.writeEndObject();
    });
  }

  static byte @Nullable [] value(@Nullable Home home) {
    if (home == null) return null;
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeStringField("address", home.address());
      json.writeStringField("place", home.place());
      if (home.tls()) json.writeBooleanField("tls", true);
      json.writeEndObject();
    });
  }

  /// Null for what is no claim.
  static @Nullable Claim claim(byte @Nullable [] key) {
    var json = tree(key);
    if (json == null || !json.path("gateway").isTextual() || !json.path("number").isNumber()) {
      return null;
    }
    var name = new Name(json.path("group").asText(), json.path("instance").asText());
    return new Claim(name, json.path("gateway").asText(), json.path("number").asLong());
  }

  /// Null for what is no address, and where the claim is withdrawn.
  static @Nullable Home home(byte @Nullable [] value) {
    var json = tree(value);
    if (json == null || !Address.TCP.matcher(json.path("address").asText()).matches()) return null;
    return new Home(
        json.path("address").asText(), json.path("place").asText(), json.path("tls").asBoolean());
  }

  private static @Nullable JsonNode tree(byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : MAPPER.readTree(bytes);
    } catch (IOException e) {
      return null; // written by somebody else
    }
  }
}
