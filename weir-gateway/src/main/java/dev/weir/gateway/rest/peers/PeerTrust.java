package dev.weir.gateway.rest.peers;

import dev.weir.gateway.net.Encryption;
import dev.weir.tls.Authorities;
import dev.weir.tls.TlsException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Which other gateways this one believes: those with the very certificate that it shows itself, as
/// where all have the same, and those whose certificate somebody known has signed for their
/// address.
final class PeerTrust extends X509ExtendedTrustManager {
  private final @Nullable Encryption own;
  private final X509ExtendedTrustManager others;

  private PeerTrust(@Nullable Encryption own, X509ExtendedTrustManager others) {
    this.own = own;
    this.others = others;
  }

  /// What a client of the other gateways needs. It shows the certificate that this one has.
  ///
  /// @param authorities who signs; null for those that Java knows
  static SSLContext context(@Nullable Encryption own, @Nullable Authorities authorities) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(
          own == null ? null : own.terms().own().keys().getKeyManagers(),
          new TrustManager[] {new PeerTrust(own, known(authorities))},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no TLS", e);
    }
  }

  private static X509ExtendedTrustManager known(@Nullable Authorities authorities)
      throws GeneralSecurityException, TlsException {
    var trust = authorities == null ? javas() : authorities.trust();
    for (var one : trust.getTrustManagers()) {
      if (one instanceof X509ExtendedTrustManager extended) return extended;
    }
    throw new GeneralSecurityException("it knows no certificates");
  }

  private static TrustManagerFactory javas() throws GeneralSecurityException {
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init((KeyStore) null);
    return trust;
  }

  private boolean isOurs(X509Certificate[] chain) {
    return own != null && chain.length > 0 && chain[0].equals(own.terms().own().certificate());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    if (!isOurs(chain)) others.checkServerTrusted(chain, type, engine); // with the name
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    if (!isOurs(chain)) others.checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    if (!isOurs(chain)) others.checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    others.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    others.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    others.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return others.getAcceptedIssuers();
  }
}
