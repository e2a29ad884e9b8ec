package dev.weir.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Whose signature on a certificate is believed.
public record Authorities(List<X509Certificate> certificates) {
  /// Reads those that stand in a text, at least one.
  public static Authorities of(String text) {
    return new Authorities(Certificates.read(text));
  }

  /// When the first of them is no longer valid.
  public Instant end() {
    return certificates.stream()
        .map(one -> one.getNotAfter().toInstant())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /// The same for Java's TLS.
  public TrustManagerFactory trust() {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, new char[0]);
      for (var one : certificates) {
        store.setCertificateEntry(one.getSerialNumber() + "-" + store.size(), one);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return trust;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsException("cannot be used by this Java's TLS: " + e.getMessage(), e);
    }
  }

  /// What a client needs.
  ///
  /// @param believed whose servers; null for those that Java knows
  /// @param own what the client shows, or null
  public static SSLContext context(@Nullable Authorities believed, @Nullable Identity own) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(
          own == null ? null : own.keys().getKeyManagers(),
          believed == null ? null : believed.trust().getTrustManagers(),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new TlsException("This Java has no TLS: " + e.getMessage(), e);
    }
  }
}
