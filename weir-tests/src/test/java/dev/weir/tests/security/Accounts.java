package dev.weir.tests.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.weir.auth.KeyHash;
import dev.weir.auth.PasswordHash;
import dev.weir.testkit.WeirExtension;
import dev.weir.testkit.tls.Authority;
import dev.weir.testkit.tls.Issued;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/// Who is set up on the gateways of [MatrixTest], which are three alike.
final class Accounts {
  static final Authority AUTHORITY = Authority.create("Test CA");

  static final Issued OPS = AUTHORITY.client("CN=ops");
  static final Issued STRANGER = AUTHORITY.client("CN=stranger");

  /// Of the same name.
  static final Authority OTHER_AUTHORITY = Authority.create("Test CA");

  static final IdentityProvider PROVIDER = IdentityProvider.start();
  static final String SENDER_KEY = KeyHash.newKey();
  static final String READER_KEY = KeyHash.newKey();

  private static final Instant END = Instant.parse("2999-01-01T00:00:00Z");

  private Accounts() {}

  static WeirExtension in(WeirExtension weir) {
    return weir.with("auth.keys.sender.key", KeyHash.of(SENDER_KEY).text())
        .with("auth.keys.sender.role", "produce")
        .with("auth.keys.reader.key", KeyHash.of(READER_KEY).text())
        .with("auth.keys.reader.role", "read")
        .with("auth.jwt.jwks", PROVIDER.url("/keys"))
        .with("auth.jwt.issuer", IdentityProvider.ISSUER)
        .with("auth.jwt.audience", IdentityProvider.AUDIENCE)
        .with("auth.users.anna.password", PasswordHash.of("secret", 10_000).text())
        .with("auth.users.anna.role", "operate")
        .with("auth.users.carl.password", PasswordHash.of("fresh", 10_000).text())
        .with("auth.users.carl.role", "produce")
        .with("auth.certificates.shop.subject", "CN=shop")
        .with("auth.certificates.shop.role", "produce")
        .with("auth.certificates.desk.subject", "CN=desk")
        .with("auth.certificates.desk.role", "read")
        .with("auth.certificates.ops.subject", "CN=ops")
        .with("auth.certificates.ops.role", "operate");
  }

  static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  static String bearer(String key) {
    return "Bearer " + key;
  }

  static String token(String role) {
    return bearer(PROVIDER.sign(claims(role)));
  }

  /// Signed by somebody who says that they are the provider.
  static String forged(String role) {
    return bearer(PROVIDER.forge(claims(role)));
  }

  private static JWTClaimsSet.Builder claims(String role) {
    return IdentityProvider.claims("shop", role, "*").expirationTime(Date.from(END));
  }
}
