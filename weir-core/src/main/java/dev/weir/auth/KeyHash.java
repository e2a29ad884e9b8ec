package dev.weir.auth;

import java.security.MessageDigest;
import java.util.regex.Pattern;

/// What is kept of an API key: `sha256:SALT:HASH`, both in base64 for addresses.
///
/// Keys are made at random and are as long as the hash, so there is nothing to guess and the hash
/// may be a fast one.
public final class KeyHash {
  /// What keys begin with, so that people and scanners for secrets know them.
  public static final String PREFIX = "weir_";

  private static final Pattern FORM =
      Pattern.compile("sha256:([A-Za-z0-9_-]{1,100}):([A-Za-z0-9_-]{1,100})");

  private final byte[] salt;
  private final byte[] hash;
  private final String text;

  private KeyHash(byte[] salt, byte[] hash) {
    this.salt = salt;
    this.hash = hash;
    this.text = "sha256:%s:%s".formatted(Hashes.text(salt), Hashes.text(hash));
  }

  /// A new key, of 256 bits.
  public static String newKey() {
    return PREFIX + Hashes.text(Hashes.random(Hashes.BYTES));
  }

  public static KeyHash of(String key) {
    var salt = Hashes.random(Hashes.SALT_BYTES);
    return new KeyHash(salt, Hashes.fast(key, salt));
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException with a reason that reads on after the text
  public static KeyHash parse(String text) {
    var parts = FORM.matcher(text);
    if (parts.matches()) {
      try {
        return new KeyHash(
            Hashes.bytes(parts.group(1), Hashes.SALT_BYTES, 2 * Hashes.BYTES),
            Hashes.bytes(parts.group(2), Hashes.BYTES, Hashes.BYTES));
      } catch (IllegalArgumentException e) {
        // told below, as every other text that is none
      }
    }
    throw new IllegalArgumentException(
        "is no hash of a key, and keys are not written here as they are; 'weir config key' makes a"
            + " key and its hash");
  }

  /// Takes as long for a wrong key as for the right one.
  public boolean matches(String key) {
    return MessageDigest.isEqual(hash, Hashes.fast(key, salt));
  }

  /// As the settings have it. Hot: callers are told apart by it with each message of a stream.
  public String text() {
    return text;
  }

  /// Without the hash.
  @Override
  public String toString() {
    return "KeyHash[]";
  }
}
