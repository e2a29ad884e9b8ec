package dev.weir.gateway.net;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/// What the head of a request says of how its body comes.
record Framing(HttpServerRequest http) {
  boolean http2() {
    return http.version() == HttpVersion.HTTP_2;
  }

  /// What the [HttpGuard] would say of an HTTP/1 request with this head; null for those that it has
  /// let pass.
  @Nullable Breach breach() {
    if (!http2()) return null;
    if (http.uri().length() > HeadCheck.LINE_BYTES_MAX) return Breach.LONG_LINE;
    return fields() > HeadCheck.FIELDS_MAX ? Breach.LARGE_HEAD : null;
  }

  /// Their `size` counts names.
  private int fields() {
    var fields = 0;
    for (var _ : http.headers()) fields++;
    return fields;
  }

  /// Has it done where the chunks of the body turn out to be none.
  void whenBroken(Runnable task) {
    if (http2() || !chunked()) return;
    var guard = HttpGuard.of(http.connection());
    if (guard != null) guard.whenBroken(task);
  }

  /// How the body is packed, or null.
  @Nullable String encoding() {
    var encodings = http.headers().getAll(HttpHeaders.CONTENT_ENCODING);
    if (encodings.size() > 1)
      return String.join(", ", encodings); // packed twice: none that we know
    var encoding = http.getHeader(HttpHeaders.CONTENT_ENCODING);
    return encoding == null || encoding.equalsIgnoreCase("identity") ? null : encoding;
  }

  /// -1 where the body does not say how long it is.
  long declaredLength() {
    var length = http.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) return http2() || chunked() ? -1 : 0;
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException e) {
      return -1; // the decoder before us refuses such a request; if it did not, the body is counted
    }
  }

  private boolean chunked() {
    return http.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  boolean expectsContinue() {
    return http.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true);
  }
}
