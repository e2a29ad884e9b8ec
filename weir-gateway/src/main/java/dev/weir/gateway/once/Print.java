package dev.weir.gateway.once;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.net.Exchange;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// What tells one request from another under the same key, short enough to be kept.
record Print(String hex) {
  private static final int BYTES = 16;

  /// Such header fields say what the message has: its key, its headers.
  private static final String OF_THE_MESSAGE = "X-Kafka-";

  static Print of(Exchange exchange) {
    var digest = sha256();
    digest.update(String.valueOf(exchange.query()).getBytes(UTF_8));
    digest.update((byte) 0);
    for (var field : exchange.fields(OF_THE_MESSAGE))
      digest.update(field.toString().getBytes(UTF_8));
    digest.update((byte) 0);
    digest.update(exchange.body());
    return new Print(HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
