package dev.weir.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;

/// A certificate and the key that proves it: what a server shows, and a client that has one.
///
/// @param chain the certificate, and those of who signed it
public record Identity(PrivateKey key, List<X509Certificate> chain) {
  /// Reads it from two texts.
  ///
  /// @param password of the key; empty where it has none
  /// @throws TlsException of the key's file; that of the certificate is read before, by `chain`
  public static Identity of(List<X509Certificate> chain, String key, String password) {
    return new Identity(KeyText.read(key, password, chain.getFirst().getPublicKey()), chain);
  }

  /// The certificates that stand in a text, at least one.
  public static List<X509Certificate> chain(String text) {
    return Certificates.read(text);
  }

  /// Reads it from the bytes of a PKCS#12 store, which has one key.
  public static Identity ofStore(byte[] bytes, String password) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(bytes), password.toCharArray());
      for (var alias : Collections.list(store.aliases())) {
        if (!(store.getKey(alias, password.toCharArray()) instanceof PrivateKey key)) continue;
        return ofStore(
            key,
            Stream.of(store.getCertificateChain(alias)).map(X509Certificate.class::cast).toList());
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsException(
          "cannot be opened: the password is wrong, or it is no PKCS#12 store. See to the password",
          e);
    }
    throw new TlsException("has no private key in it. Have the store made anew, with its key");
  }

  private static Identity ofStore(PrivateKey key, List<X509Certificate> chain)
      throws GeneralSecurityException {
    KeyText.check(key, chain.getFirst().getPublicKey());
    return new Identity(key, chain);
  }

  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /// When it is no longer valid.
  public Instant end() {
    return certificate().getNotAfter().toInstant();
  }

  /// The same for Java's TLS.
  public KeyManagerFactory keys() {
    try {
      var nothing = new char[0];
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, nothing);
      store.setKeyEntry("weir", key, nothing, chain.toArray(X509Certificate[]::new));
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, nothing);
      return keys;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsException("cannot be used by this Java's TLS: " + e.getMessage(), e);
    }
  }

  /// Nothing of the key.
  @Override
  public String toString() {
    return "Identity[" + certificate().getSubjectX500Principal().getName() + "]";
  }
}
