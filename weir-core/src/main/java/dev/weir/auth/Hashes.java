package dev.weir.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// What the hashes are made with: the JDK's own.
final class Hashes {
  static final int BYTES = 32;
  static final int SALT_BYTES = 16;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Hashes() {}

  static byte[] random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return random;
  }

  static String text(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /// @throws IllegalArgumentException where the text is not of so many bytes
  static byte[] bytes(String text, int min, int max) {
    var bytes = Base64.getUrlDecoder().decode(text);
    if (bytes.length >= min && bytes.length <= max) return bytes;
    throw new IllegalArgumentException("so many bytes are no hash");
  }

  static byte[] slow(String password, byte[] salt, int iterations) {
    var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, BYTES * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has PBKDF2", e);
    } finally {
      spec.clearPassword();
    }
  }

  static byte[] fast(String key, byte[] salt) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return digest.digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
