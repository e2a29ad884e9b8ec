package dev.weir.worker;

/// Costs nothing.
enum NoTelemetry implements Telemetry {
  ONE;

  @Override
  public <K, V> Outcome process(String group, Message<K, V> message, Processor<K, V> next)
      throws Exception {
    return next.process(message);
  }

  @Override
  public Sending sending(String topic, Headers headers) {
    return new Sending(headers, (ack, failure) -> {});
  }
}
