package dev.weir.tests.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Signs tokens, and tells by which keys: `/keys` has those, `/elsewhere` sends to another address.
/// Any thread.
final class IdentityProvider implements AutoCloseable {
  static final String ISSUER = "https://id.example";
  static final String AUDIENCE = "weir";

  private final HttpServer server;
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile @Nullable String elsewhere;
  private volatile List<ECKey> keys;

  private IdentityProvider(HttpServer server) {
    this.server = server;
    this.keys = List.of(newKey());
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/keys", this::tell);
    server.createContext("/elsewhere", this::send);
    server.start();
  }

  static IdentityProvider start() {
    try {
      return new IdentityProvider(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("key-" + made.incrementAndGet()).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  /// How many requests there were.
  int asked() {
    return asked.get();
  }

  IdentityProvider sendsTo(String url) {
    elsewhere = url;
    return this;
  }

  /// Signs with a new key from now on; that before counts until the next time.
  void rotate() {
    keys = List.of(newKey(), keys.getFirst());
  }

  /// Claims that are right for a minute.
  static JWTClaimsSet.Builder claims(String name, String roles, String... topics) {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject(name)
        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
        .claim("weir_roles", roles)
        .claim("weir_topics", List.of(topics));
  }

  String sign(JWTClaimsSet.Builder claims) {
    return sign(claims, keys.getFirst());
  }

  /// By somebody who says that they are us.
  String forge(JWTClaimsSet.Builder claims) {
    var stranger = newKey();
    return sign(claims, new ECKey.Builder(stranger).keyID(keys.getFirst().getKeyID()).build());
  }

  private static String sign(JWTClaimsSet.Builder claims, ECKey key) {
    try {
      var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
      var token = new SignedJWT(header, claims.build());
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private void tell(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    try (exchange) {
      var set = new JWKSet(List.copyOf(keys)).toString(true).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, set.length);
      exchange.getResponseBody().write(set);
    }
  }

  private void send(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    try (exchange) {
      exchange.getResponseHeaders().add("Location", String.valueOf(elsewhere));
      exchange.sendResponseHeaders(302, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
