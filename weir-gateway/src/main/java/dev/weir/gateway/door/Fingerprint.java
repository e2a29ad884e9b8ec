package dev.weir.gateway.door;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// What secrets are looked up by: it tells nothing of them, and how long a look-up takes does not
/// either. Different in every process.
final class Fingerprint {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final int BYTES = 32;
  private static final byte[] SALT = random();

  private Fingerprint() {}

  static String of(String secret) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(SALT);
      return ENCODER.encodeToString(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /// A new secret of 256 bits, in 43 characters.
  static String newSecret() {
    return ENCODER.encodeToString(random());
  }

  private static byte[] random() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
