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

  /// The `Transfer-Encoding` that is more than `chunked`, or null.
  @Nullable String unknownCoding() {
    var coding = http.getHeader(HttpHeaders.TRANSFER_ENCODING);
    if (coding == null) return null;
    var codings = http.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    var known = codings.size() == 1 && coding.strip().equalsIgnoreCase("chunked");
    return known ? null : coding;
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
