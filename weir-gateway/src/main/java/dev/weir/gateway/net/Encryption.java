package dev.weir.gateway.net;

import dev.weir.tls.Authorities;
import dev.weir.tls.Identity;
import io.vertx.core.Future;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// How ports speak TLS: 1.2 and 1.3 with today's suites alone, by the JDK's engine.
///
/// It can be given another certificate at any time. Handshakes from then on use that, and resume
/// nothing that was begun with the one before; connections that are open stay as they are.
public final class Encryption {
  /// What the ports show, and whom they let in.
  ///
  /// @param clients who signs the certificates of clients, or null where none is asked for one
  /// @param required whether a client without a certificate is turned away
  public record Terms(Identity own, @Nullable Authorities clients, boolean required) {}

  private static final int HANDSHAKE_SECONDS = 10;

  private static final List<String> SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private final Runnable failed;
  private volatile Terms terms;

  /// @param failed hears of each handshake that failed; on event loops
  public Encryption(Terms terms, Runnable failed) {
    this.terms = terms;
    this.failed = failed;
    // Read by the JDK at its first handshake: a client may not begin another within a connection.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }

  /// The same options, with TLS.
  HttpServerOptions within(HttpServerOptions options, HttpVersion... versions) {
    var now = terms;
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setAlpnVersions(List.of(versions))
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setKeyCertOptions(KeyCertOptions.wrap(now.own().keys()))
        .setClientAuth(asked(now));
    if (now.clients() != null) {
      options.setTrustOptions(TrustOptions.wrap(now.clients().trust()));
    }
    SUITES.forEach(options::addEnabledCipherSuite);
    return options;
  }

  private static ClientAuth asked(Terms terms) {
    if (terms.clients() == null) return ClientAuth.NONE;
    return terms.required() ? ClientAuth.REQUIRED : ClientAuth.REQUEST;
  }

  /// Has a server follow when the terms change. Called before it listens.
  HttpServer follow(HttpServer server) {
    servers.add(server);
    return server.exceptionHandler(this::broken);
  }

  /// A port scan and a client that trusts somebody else are no news for the log.
  private void broken(Throwable cause) {
    if (cause instanceof SSLException || cause.getCause() instanceof SSLException) failed.run();
  }

  /// Has handshakes use other terms from now on. Not on an event loop.
  public void renew(Terms next) {
    terms = next;
    var options = within(new HttpServerOptions()).getSslOptions();
    var renewals = servers.stream().map(server -> server.updateSSLOptions(options)).toList();
    Net.await(Future.join(renewals), "The certificate was not renewed");
  }

  public Terms terms() {
    return terms;
  }
}
