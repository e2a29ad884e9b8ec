package dev.weir.gateway.door;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A token as it was sent, of which nothing is proven: `header.claims.signature`, each in base64
/// for addresses (RFC 7515, RFC 7519). Pure.
///
/// @param signed what the signature is of
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Token(JWSHeader header, String claims, byte[] signed, Base64URL signature) {
  static final int LENGTH_MAX = 8_192;

  private static final Pattern FORM =
      Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

  /// What is signed by the same issuer may be something else than a word on who calls.
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  /// Whether a text looks like a token rather than an API key.
  static boolean looksSo(String text) {
    return text.startsWith("eyJ") && text.indexOf('.') > 0;
  }

  /// Null where it is none, or one of a kind that is not taken.
  static @Nullable Token parse(String text) {
    if (text.length() > LENGTH_MAX || !FORM.matcher(text).matches()) return null;
    var first = text.indexOf('.');
    var second = text.lastIndexOf('.');
    try {
      var header = JWSHeader.parse(new Base64URL(text.substring(0, first)));
      if (!isPlain(header)) return null;
      return new Token(
          header,
          text.substring(first + 1, second),
          text.substring(0, second).getBytes(StandardCharsets.US_ASCII),
          new Base64URL(text.substring(second + 1)));
    } catch (ParseException | IllegalArgumentException e) {
      return null;
    }
  }

  /// Who asks that we understand what we do not must not be taken for something else.
  private static boolean isPlain(JWSHeader header) {
    var type = header.getType();
    return header.getCriticalParams() == null
        && header.isBase64URLEncodePayload()
        && (type == null || TYPES.contains(type.getType().toLowerCase(Locale.ROOT)));
  }

  /// What it claims, to be read when it is proven; null where that cannot be read.
  @Nullable JWTClaimsSet read() {
    try {
      return JWTClaimsSet.parse(new Base64URL(claims).decodeToString());
    } catch (ParseException | IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "Token[]";
  }
}
