package dev.weir.testkit.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// What a client brings to a handshake.
final class Trust {
  private static final String PASSWORD = "in memory only";

  private Trust() {}

  static SSLContext in(X509Certificate authority, @Nullable Issued client) {
    try {
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", authority);
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(keys(client), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("There is no TLS", e);
    } catch (IOException e) {
      throw new UncheckedIOException("An empty key store was not made", e);
    }
  }

  private static KeyManager @Nullable [] keys(@Nullable Issued client)
      throws GeneralSecurityException, IOException {
    if (client == null) return null;
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(client.store(PASSWORD), PASSWORD.toCharArray());
    return keys.getKeyManagers();
  }
}
