package dev.weir.worker.telemetry;

import dev.weir.worker.Headers;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/// Reads a trace's context out of a record's headers.
enum HeaderGetter implements TextMapGetter<Headers> {
  ONE;

  /// Older versions of OpenTelemetry must have it.
  @Override
  @SuppressWarnings("deprecation")
  public Iterable<String> keys(Headers headers) {
    return headers.all().stream().map(Headers.Header::name).toList();
  }

  @Override
  public @Nullable String get(@Nullable Headers headers, String name) {
    return headers == null ? null : headers.text(name);
  }
}
