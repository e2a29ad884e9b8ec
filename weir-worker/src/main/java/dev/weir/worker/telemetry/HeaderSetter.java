package dev.weir.worker.telemetry;

import dev.weir.worker.Headers;
import org.jspecify.annotations.Nullable;

/// Takes a trace's context into headers, in place of the one that they had.
final class HeaderSetter {
  private Headers headers;

  HeaderSetter(Headers headers) {
    this.headers = headers;
  }

  static void set(@Nullable HeaderSetter carrier, String name, String value) {
    if (carrier != null) carrier.headers = carrier.headers.without(name).with(name, value);
  }

  Headers headers() {
    return headers;
  }
}
