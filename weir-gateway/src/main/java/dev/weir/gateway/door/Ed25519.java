package dev.weir.gateway.door;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/// Signatures of Ed25519, by the JDK: the library for tokens needs another one for them.
record Ed25519(PublicKey key) implements Key.Verifier {
  private static final String NAME = "Ed25519";
  private static final int BYTES = 32;

  /// @param point as a JWK has it: y, the lowest byte first, and the parity of x in the highest bit
  static Ed25519 of(byte[] point) {
    if (point.length != BYTES) throw new IllegalArgumentException("it has no 32 bytes");
    var y = new byte[BYTES];
    for (var i = 0; i < BYTES; i++) y[i] = point[BYTES - 1 - i];
    var odd = y[0] < 0;
    y[0] &= 0x7f;
    var spec =
        new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, y)));
    try {
      return new Ed25519(KeyFactory.getInstance(NAME).generatePublic(spec));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("it is no key of Ed25519", e);
    }
  }

  @Override
  public boolean verifies(JWSHeader header, byte[] signed, Base64URL signature)
      throws JOSEException {
    try {
      var check = Signature.getInstance(NAME);
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature.decode());
    } catch (GeneralSecurityException e) {
      throw new JOSEException("a signature of Ed25519 could not be read", e);
    }
  }
}
