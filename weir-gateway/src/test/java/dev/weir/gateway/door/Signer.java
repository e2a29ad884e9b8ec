package dev.weir.gateway.door;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An identity provider's key, and the tokens that are made with it.
///
/// @param pair the JDK's, where the library has no signer for it
record Signer(JWK key, JWSAlgorithm algorithm, @Nullable KeyPair pair) {
  static final String ISSUER = "https://id.example";
  static final String AUDIENCE = "weir";

  /// A key of RSA takes long to make.
  private static final RSAKey FIRST = newRsa();

  static Signer rsa() {
    return new Signer(FIRST, JWSAlgorithm.RS256, null);
  }

  static RSAKey newRsa() {
    try {
      return new RSAKeyGenerator(2_048).keyID("rsa").generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static Signer ec(String id) {
    return ec(id, Curve.P_256, JWSAlgorithm.ES256);
  }

  static Signer ec(String id, Curve curve, JWSAlgorithm algorithm) {
    try {
      return new Signer(new ECKeyGenerator(curve).keyID(id).generate(), algorithm, null);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static Signer ed25519(String id) {
    try {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      var encoded = pair.getPublic().getEncoded();
      var point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      var key = new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point)).keyID(id).build();
      return new Signer(key, JWSAlgorithm.EdDSA, pair);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  Signer by(JWSAlgorithm other) {
    return new Signer(key, other, pair);
  }

  /// What a provider tells of its keys.
  static String set(Signer... signers) {
    return "{\"keys\":[%s]}"
        .formatted(String.join(",", List.of(signers).stream().map(Signer::publicKey).toList()));
  }

  String publicKey() {
    return key.toPublicJWK().toJSONString();
  }

  /// Claims that are right at the beginning of time, for a minute.
  static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject("shop")
        .expirationTime(at(60_000))
        .claim("weir_roles", "produce")
        .claim("weir_topics", List.of("orders.*"));
  }

  static Date at(long millis) {
    return Date.from(Instant.ofEpochMilli(millis));
  }

  String token() {
    return sign(claims());
  }

  String sign(JWTClaimsSet.Builder claims) {
    return sign(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
  }

  String sign(JWSHeader header, JWTClaimsSet.Builder claims) {
    return sign(header, claims.build().toString());
  }

  String sign(JWSHeader header, String payload) {
    try {
      if (pair != null) return signByTheJdk(header, payload, pair);
      var token = new JWSObject(header, new Payload(payload));
      token.sign(signer());
      return token.serialize();
    } catch (JOSEException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private JWSSigner signer() throws JOSEException {
    return key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey());
  }

  private static String signByTheJdk(JWSHeader header, String payload, KeyPair pair)
      throws GeneralSecurityException {
    var signed = header.toBase64URL() + "." + Base64URL.encode(payload);
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + Base64URL.encode(signature.sign());
  }
}
