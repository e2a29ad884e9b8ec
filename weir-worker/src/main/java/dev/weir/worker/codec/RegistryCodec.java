package dev.weir.worker.codec;

import dev.weir.worker.Codec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Values whose schema is in a registry: what was found out about a schema is kept.
final class RegistryCodec<T> implements Codec<T> {
  private static final int KEPT_MAX = 1_000;

  private final Registry registry;
  private final Format<T> format;
  private final Map<Integer, Format.Reading<T>> readings = new ConcurrentHashMap<>();
  private final Map<Subjected, Integer> ids = new ConcurrentHashMap<>();

  private record Subjected(String subject, Object schema) {}

  RegistryCodec(Registry registry, Format<T> format) {
    this.registry = registry;
    this.format = format;
  }

  @Override
  public byte[] encode(Context context, T value) {
    var payload = format.encode(context, value);
    return Frame.of(id(registry.subject(context), value), payload);
  }

  /// Nobody waits inside the map: what two find out at once is the same.
  private int id(String subject, T value) {
    var key = new Subjected(subject, format.schema(value));
    var known = ids.get(key);
    if (known != null) return known;
    var id = registry.id(subject, format.definition(value));
    if (ids.size() >= KEPT_MAX) ids.clear();
    ids.put(key, id);
    return id;
  }

  @Override
  public T decode(Context context, byte[] bytes) {
    return reading(Frame.id(context, bytes)).read(context, Frame.payload(bytes));
  }

  private Format.Reading<T> reading(int id) {
    var known = readings.get(id);
    if (known != null) return known;
    var reading = format.reading(registry.written(id));
    if (readings.size() >= KEPT_MAX) readings.clear();
    readings.put(id, reading);
    return reading;
  }
}
