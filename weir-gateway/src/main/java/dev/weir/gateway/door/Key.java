package dev.weir.gateway.door;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A public key, and the algorithms that it is for. Any thread.
///
/// Which algorithm a key is for is the key's word, not the token's: else who has the public key
/// could sign with it by an algorithm that takes it for a shared secret. There is none of those
/// here, and not `none`.
///
/// @param id what tokens call it, or null
/// @param thumbprint the same for the same key, whatever it is called
/// @param verifier what tells whether a signature is right
record Key(
    @Nullable String id, String thumbprint, Set<JWSAlgorithm> algorithms, Verifier verifier) {
  private static final int RSA_BITS_MIN = 2_048;
  private static final Set<JWSAlgorithm> RSA =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512);

  /// Tells whether a signature is of a key.
  @FunctionalInterface
  interface Verifier {
    boolean verifies(JWSHeader header, byte[] signed, Base64URL signature) throws JOSEException;

    static Verifier of(JWSVerifier verifier) {
      return verifier::verify;
    }
  }

  /// Null where it is no key of a kind that we take, or is for something else.
  static @Nullable Key of(JWK key) throws JOSEException {
    if (!signs(key)) return null;
    return switch (key) {
      case RSAKey rsa when rsa.size() >= RSA_BITS_MIN ->
          of(key, RSA, Verifier.of(new RSASSAVerifier(rsa.toRSAPublicKey())));
      case ECKey ec when !curve(ec).isEmpty() ->
          of(key, curve(ec), Verifier.of(new ECDSAVerifier(ec.toECPublicKey())));
      case OctetKeyPair pair when pair.getCurve().equals(Curve.Ed25519) ->
          of(key, Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519), Ed25519.of(pair.getDecodedX()));
      default -> null;
    };
  }

  private static @Nullable Key of(JWK key, Set<JWSAlgorithm> possible, Verifier verifier)
      throws JOSEException {
    var named = key.getAlgorithm();
    if (named == null) return new Key(key.getKeyID(), thumbprint(key), possible, verifier);
    return possible.stream()
        .filter(one -> one.getName().equals(named.getName()))
        .findFirst()
        .map(one -> Set.of(one))
        .map(one -> new Key(key.getKeyID(), thumbprint(key), one, verifier))
        .orElse(null);
  }

  private static boolean signs(JWK key) {
    var operations = key.getKeyOperations();
    return (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
        && (operations == null || operations.contains(KeyOperation.VERIFY));
  }

  private static Set<JWSAlgorithm> curve(ECKey key) {
    var curve = key.getCurve();
    if (curve.equals(Curve.P_256)) return Set.of(JWSAlgorithm.ES256);
    if (curve.equals(Curve.P_384)) return Set.of(JWSAlgorithm.ES384);
    return curve.equals(Curve.P_521) ? Set.of(JWSAlgorithm.ES512) : Set.of();
  }

  private static String thumbprint(JWK key) {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalArgumentException("it has no thumbprint", e);
    }
  }

  /// Whether it may be the one that a token names.
  boolean isCalled(@Nullable String asked) {
    return asked == null || id == null || asked.equals(id);
  }

  /// Whether it has signed this.
  boolean signed(JWSHeader header, byte[] signed, Base64URL signature) {
    try {
      return algorithms.contains(header.getAlgorithm())
          && verifier.verifies(header, signed, signature);
    } catch (JOSEException e) {
      return false; // it is no signature at all
    }
  }

  /// By what it is called, which key it is and what it is for.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Key(var otherId, var otherPrint, var otherAlgorithms, _)
        && Objects.equals(id, otherId)
        && thumbprint.equals(otherPrint)
        && algorithms.equals(otherAlgorithms);
  }

  @Override
  public int hashCode() {
    return thumbprint.hashCode();
  }

  @Override
  public String toString() {
    return id == null ? thumbprint : id;
  }
}
