package dev.weir.bench;

/// `POST /topics/T/messages`: the body is one message as it stands.
record TopicsRequest(String topic, int valueBytes) implements HttpLoad {
  @Override
  public byte[] bytes(int port) {
    var path = "/topics/%s/messages".formatted(topic);
    return HttpLoad.post(path, "text/plain", PushRequest.value(valueBytes), port);
  }
}
