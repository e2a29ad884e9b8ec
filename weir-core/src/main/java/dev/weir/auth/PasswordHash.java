package dev.weir.auth;

import java.security.MessageDigest;
import java.util.regex.Pattern;

/// What is kept of a password: `pbkdf2-sha256:ITERATIONS:SALT:HASH`, the last two in base64 for
/// addresses.
///
/// To check one takes a processor for as long as it takes to make one, which is what makes guessing
/// slow.
public final class PasswordHash {
  /// What OWASP recommended in 2023.
  public static final int ITERATIONS = 600_000;

  private static final int ITERATIONS_MIN = 10_000;
  private static final int ITERATIONS_MAX = 5_000_000;
  private static final Pattern FORM =
      Pattern.compile("pbkdf2-sha256:(\\d{5,7}):([A-Za-z0-9_-]{1,100}):([A-Za-z0-9_-]{1,100})");

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;
  private final String text;

  private PasswordHash(int iterations, byte[] salt, byte[] hash) {
    this.iterations = iterations;
    this.salt = salt;
    this.hash = hash;
    this.text =
        "pbkdf2-sha256:%d:%s:%s".formatted(iterations, Hashes.text(salt), Hashes.text(hash));
  }

  /// Of a new password.
  public static PasswordHash of(String password, int iterations) {
    var salt = Hashes.random(Hashes.SALT_BYTES);
    return new PasswordHash(iterations, salt, Hashes.slow(password, salt, iterations));
  }

  /// One that no password has, and that takes as long to check: for users who are not there.
  public PasswordHash ofNobody() {
    return new PasswordHash(
        iterations, Hashes.random(Hashes.SALT_BYTES), Hashes.random(Hashes.BYTES));
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException with a reason that reads on after the text
  public static PasswordHash parse(String text) {
    var parts = FORM.matcher(text);
    if (parts.matches()) {
      var iterations = Integer.parseInt(parts.group(1));
      if (iterations >= ITERATIONS_MIN && iterations <= ITERATIONS_MAX) {
        try {
          return new PasswordHash(
              iterations,
              Hashes.bytes(parts.group(2), Hashes.SALT_BYTES, 2 * Hashes.BYTES),
              Hashes.bytes(parts.group(3), Hashes.BYTES, Hashes.BYTES));
        } catch (IllegalArgumentException e) {
          // told below, as every other text that is none
        }
      }
    }
    throw new IllegalArgumentException(
        "is no hash of a password, and passwords are not written here as they are; 'weir config"
            + " password' makes the hash of one");
  }

  public int iterations() {
    return iterations;
  }

  /// Takes as long for a wrong password as for the right one.
  public boolean matches(String password) {
    return MessageDigest.isEqual(hash, Hashes.slow(password, salt, iterations));
  }

  /// As the settings have it. Hot, as that of [KeyHash].
  public String text() {
    return text;
  }

  /// Without the hash, which is somebody's secret all the same.
  @Override
  public String toString() {
    return "PasswordHash[%d]".formatted(iterations);
  }
}
