package dev.weir.gateway.net;

import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// What a handshake told of the client, also of the session that it resumes.
final class Shown {
  private static final String KEY = "dev.weir.shown";
  private static final Object NONE = new Object();

  private Shown() {}

  /// The certificate that the client has shown, which was found good, or null.
  static @Nullable X509Certificate certificate(HttpServerRequest request) {
    var session = request.isSSL() ? request.sslSession() : null;
    if (session == null) return null;
    var known = session.getValue(KEY);
    if (known == null) {
      // That there is none is told by an exception, so it is noted.
      known = first(session);
      session.putValue(KEY, known);
    }
    return known instanceof X509Certificate certificate ? certificate : null;
  }

  private static Object first(SSLSession session) {
    try {
      return session.getPeerCertificates()[0];
    } catch (SSLPeerUnverifiedException e) {
      return NONE;
    }
  }

  /// Such as `TLSv1.3`; empty where there is none.
  static String protocol(HttpServerRequest request) {
    var session = request.isSSL() ? request.sslSession() : null;
    return session == null ? "" : session.getProtocol();
  }
}
