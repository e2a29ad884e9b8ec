package dev.weir.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// A private key as text: PKCS#8, plain or encrypted, and OpenSSL's own forms for RSA and elliptic
/// keys.
///
/// OpenSSL's forms do not say of which algorithm they are. The certificate does, so what it says is
/// put before them, which makes PKCS#8 of them.
final class KeyText {
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final byte[] VERSION_0 = {2, 1, 0};

  private KeyText() {}

  /// @param fits the key that the certificate names
  static PrivateKey read(String text, String password, PublicKey fits) {
    var bytes = pkcs8(Pem.all(text), password, fits);
    try {
      var key =
          KeyFactory.getInstance(fits.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(bytes));
      check(key, fits);
      return key;
    } catch (GeneralSecurityException e) {
      throw new TlsException(
          "is not the key of the certificate, which is for one of %s. Set the two that belong together"
              .formatted(fits.getAlgorithm()),
          e);
    }
  }

  private static byte[] pkcs8(List<Pem> blocks, String password, PublicKey fits) {
    for (var block : blocks) {
      var bytes =
          switch (block.title()) {
            case "PRIVATE KEY" -> block.bytes();
            case "ENCRYPTED PRIVATE KEY" -> decrypted(block.bytes(), password);
            case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> wrapped(block.bytes(), fits);
            default -> null; // what else stands there, such as the curve of an elliptic key
          };
      if (bytes != null) return bytes;
    }
    throw new TlsException("has no private key in it. Name the file with BEGIN PRIVATE KEY");
  }

  private static byte[] decrypted(byte[] bytes, String password) {
    if (password.isEmpty()) {
      throw new TlsException("is encrypted. Set the password of the key");
    }
    try {
      var sealed = new EncryptedPrivateKeyInfo(bytes);
      var parameters = sealed.getAlgParameters();
      var algorithm = parameters == null ? sealed.getAlgName() : parameters.toString();
      var secret =
          SecretKeyFactory.getInstance(algorithm)
              .generateSecret(new PBEKeySpec(password.toCharArray()));
      var cipher = Cipher.getInstance(algorithm);
      cipher.init(Cipher.DECRYPT_MODE, secret, parameters);
      return sealed.getKeySpec(cipher).getEncoded();
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsException(
          "cannot be decrypted: the password is wrong, or it is encrypted in a way that is not"
              + " known. See to the password",
          e);
    }
  }

  private static byte[] wrapped(byte[] key, PublicKey fits) {
    return tagged(SEQUENCE, joined(VERSION_0, algorithm(fits.getEncoded()), tagged(OCTETS, key)));
  }

  /// The first part of a public key's bytes.
  private static byte[] algorithm(byte[] publicKey) {
    var start = headBytes(publicKey, 0);
    var head = headBytes(publicKey, start);
    var end = start + head + (publicKey[start + head - 1] & 0xff);
    return Arrays.copyOfRange(publicKey, start, end);
  }

  /// How many bytes a tag and its length take.
  private static int headBytes(byte[] der, int at) {
    var length = der[at + 1] & 0xff;
    return length < 0x80 ? 2 : 2 + (length & 0x7f);
  }

  private static byte[] tagged(int tag, byte[] value) {
    return joined(
        new byte[] {(byte) tag, (byte) 0x82, (byte) (value.length >> 8), (byte) value.length},
        value);
  }

  private static byte[] joined(byte[]... parts) {
    var bytes = new ByteArrayOutputStream();
    for (var part : parts) bytes.writeBytes(part);
    return bytes.toByteArray();
  }

  /// Has the one sign, and the other look at it.
  static void check(PrivateKey key, PublicKey fits) throws GeneralSecurityException {
    var algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    var signature = Signature.getInstance(algorithm);
    var text = new byte[] {'w', 'e', 'i', 'r'};
    signature.initSign(key);
    signature.update(text);
    var signed = signature.sign();
    signature.initVerify(fits);
    signature.update(text);
    if (!signature.verify(signed)) throw new GeneralSecurityException("they do not fit");
  }
}
