package dev.weir.gateway.api.stream;

import dev.weir.gateway.net.Lines;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.MediaTypes;
import dev.weir.gateway.web.RestException;

/// Tells one that came a moment too late that there is no room.
record Full(Lines.Call call, RestException why) implements Lines.Onlooker {
  @Override
  public void ended() {
    call.answer(
        Json.answer(
                why.status(),
                MediaTypes.PROBLEM,
                json -> {
                  json.writeStartObject();
                  json.writeNumberField("status", why.status());
                  json.writeStringField("detail", String.valueOf(why.getMessage()));
                  json.writeEndObject();
                })
            .with("Content-Type", MediaTypes.PROBLEM));
  }

  @Override
  public void cancelled() {}

  @Override
  public void writable() {}

  @Override
  public void stopping() {
    call.end();
  }
}
