package dev.weir.gateway.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.config.RestConfig;
import dev.weir.gateway.net.Head;
import java.io.IOException;
import java.util.function.Supplier;

/// As the REST proxy has them: `{"error_code":40401,"message":"…"}`.
///
/// @param settings those in force
public record ConfluentErrors(Supplier<RestConfig> settings) implements Errors {
  @Override
  public String type(Head head) {
    var v3 = head.path().equals("/v3") || head.path().startsWith("/v3/");
    return v3 ? MediaTypes.JSON : MediaTypes.V2;
  }

  @Override
  public int code(int status) {
    return switch (status) {
      case 401 -> 40101;
      case 403 -> 40301;
      default -> status;
    };
  }

  @Override
  public void write(JsonGenerator json, int status, int code, String message) throws IOException {
    var plain = settings.get().codes() == RestConfig.Codes.PLAIN;
    json.writeStartObject();
    json.writeNumberField("error_code", plain ? status : code);
    json.writeStringField("message", message);
    json.writeEndObject();
  }
}
