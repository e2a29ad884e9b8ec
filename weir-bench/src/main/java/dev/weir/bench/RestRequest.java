package dev.weir.bench;

import java.util.Collections;

/// The REST proxy's `POST /topics/T`: so many records of the format `json`, whose values are
/// objects.
record RestRequest(String topic, int valueBytes, int records) implements HttpLoad {
  private static final int BYTES_AROUND = "{\"msg\":\"\"}".length();

  @Override
  public byte[] bytes(int port) {
    var record =
        "{\"value\":{\"msg\":\"%s\"}}".formatted(PushRequest.value(valueBytes - BYTES_AROUND));
    var body =
        "{\"records\":[%s]}".formatted(String.join(",", Collections.nCopies(records, record)));
    return HttpLoad.post("/topics/" + topic, "application/vnd.kafka.json.v2+json", body, port);
  }
}
