package dev.weir.config;

import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/// What a certificate is of: one of its names.
///
/// ```
/// CN=shop,O=Example      the whole subject
/// cn:shop                its common name, whatever else the subject has
/// dns:shop.example.com   one of its alternative names
/// uri:spiffe://…         the same
/// email:shop@example.com the same
/// ```
///
/// @param text in one form, however it was written: equal texts are equal names
public record Subject(String text) {
  private static final String COMMON_NAME = "cn:";
  private static final String DNS = "dns:";
  private static final String URI = "uri:";
  private static final String EMAIL = "email:";

  /// @throws IllegalArgumentException with a reason that reads on after the text
  static Subject parse(String text) {
    var colon = text.indexOf(':');
    var kind = colon < 0 ? "" : text.substring(0, colon + 1).toLowerCase(Locale.ROOT);
    var name = text.substring(colon + 1).strip();
    if (name.isEmpty()) throw none();
    return switch (kind) {
      case COMMON_NAME -> commonName(name);
      case DNS -> dns(name);
      case URI -> uri(name);
      case EMAIL -> email(name);
      default -> whole(text);
    };
  }

  private static Subject whole(String text) {
    try {
      return of(new X500Principal(text));
    } catch (IllegalArgumentException e) {
      throw none();
    }
  }

  private static IllegalArgumentException none() {
    return new IllegalArgumentException(
        "is no subject of a certificate, such as CN=shop,O=Example, and does not begin with one of"
            + " cn:, dns:, uri: and email:");
  }

  /// The whole subject, by the form in which small differences in writing are none.
  public static Subject of(X500Principal subject) {
    return new Subject(subject.getName(X500Principal.CANONICAL));
  }

  public static Subject commonName(String name) {
    return new Subject(COMMON_NAME + name);
  }

  public static Subject dns(String name) {
    return new Subject(DNS + name.toLowerCase(Locale.ROOT));
  }

  public static Subject uri(String name) {
    return new Subject(URI + name);
  }

  public static Subject email(String name) {
    return new Subject(EMAIL + name.toLowerCase(Locale.ROOT));
  }
}
