package dev.weir.gateway.door;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.weir.Role;
import dev.weir.auth.KeyHash;
import dev.weir.config.Address;
import dev.weir.config.AuthConfig;
import dev.weir.config.JwtConfig;
import dev.weir.config.Rights;
import dev.weir.delivery.Budget;
import dev.weir.gateway.SystemClock;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.Head;
import dev.weir.metrics.Metrics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the door costs a request, by what it comes with: CPU time of one thread, the median of
/// [#ROUNDS] rounds in which all take turns.
public final class DoorBench {
  private static final int ROUNDS = 7;
  private static final int KEYS = 1_000;
  private static final int FRESH = 2_000;
  private static final int REQUESTS = 200_000;
  private static final Rights ALL = new Rights(Set.of(Role.OPERATE), List.of("*"));

  /// A request with one header.
  private record Asking(@Nullable String authorization) implements Head {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String path() {
      return "/push";
    }

    @Override
    public String rawPath() {
      return path();
    }

    @Override
    public @Nullable String query() {
      return null;
    }

    @Override
    public String client() {
      return "127.0.0.1";
    }

    @Override
    public @Nullable String header(String name) {
      return name.equals("Authorization") ? authorization : null;
    }

    @Override
    public List<Field> fields(String prefix) {
      return List.of();
    }
  }

  private record Subject(String name, Porter porter, List<Head> heads) {}

  private DoorBench() {}

  public static void main(String[] arguments) throws JOSEException, IOException {
    var rsa = new RSAKeyGenerator(2_048).keyID("rsa").generate();
    var ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    var file = Files.createTempFile("keys", ".json");
    Files.writeString(file, new JWKSet(List.of(rsa, ec)).toString(true));
    var secrets = IntStream.range(0, KEYS).mapToObj(_ -> KeyHash.newKey()).toList();
    var jwt =
        new JwtConfig(
            file.toString(),
            "https://id.example",
            List.of("weir"),
            new JwtConfig.Claims("sub", "weir_roles", "weir_topics"),
            ALL,
            Duration.ofSeconds(30));
    var auth =
        new AuthConfig(Map.of(), keys(secrets), jwt, Map.of(), Set.of(), Duration.ofHours(1));
    var nobody = new AuthConfig(Map.of(), Map.of(), Set.of(), Duration.ofHours(1));
    try (var closed = door(() -> auth);
        var open = door(() -> nobody)) {
      closed.judge(bearer(token(ec, 0))); // has the keys read
      while (closed.judge(bearer(token(ec, 0))) instanceof Verdict.Unproven(var proof)) {
        proof.verdict();
      }
      var all = new ArrayList<Subject>();
      all.add(new Subject("nobody is set up", open.entry("push"), List.of(bearer("x"))));
      all.add(known("a key of 1,000", closed, secrets.stream().map(DoorBench::bearer).toList()));
      all.add(known("a token, known", closed, List.of(bearer(token(ec, 0)))));
      all.add(fresh("a token of ES256, new", closed, ec));
      all.add(fresh("a token of RS256, new", closed, rsa));
      run(all);
    } finally {
      Files.delete(file);
    }
  }

  private static Map<String, AuthConfig.Key> keys(List<String> secrets) {
    var keys = new HashMap<String, AuthConfig.Key>();
    for (var secret : secrets) {
      keys.put("key-" + keys.size(), new AuthConfig.Key(KeyHash.of(secret), ALL));
    }
    return keys;
  }

  private static Door door(Supplier<AuthConfig> settings) {
    return new Door(
        new Address.Tcp("127.0.0.1", 0),
        settings,
        new Budget(1 << 20),
        new Metrics(),
        new SystemClock());
  }

  private static Subject known(String name, Door door, List<Head> heads) {
    return new Subject(name, door.entry("push"), heads);
  }

  /// Tokens that are seen once in a round, and forgotten before they come again.
  private static Subject fresh(String name, Door door, Object key) throws JOSEException {
    var heads = new ArrayList<Head>();
    for (var i = 1; i <= FRESH * ROUNDS; i++) heads.add(bearer(token(key, i)));
    return new Subject(name, door.entry("push"), heads);
  }

  private static Head bearer(String text) {
    return new Asking("Bearer " + text);
  }

  private static String token(Object key, int number) throws JOSEException {
    JWSSigner signer =
        key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key);
    var header =
        key instanceof RSAKey
            ? new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa")
            : new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec");
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("https://id.example")
            .audience("weir")
            .subject("shop-" + number)
            .expirationTime(Date.from(Instant.now().plusSeconds(3_600)))
            .claim("weir_roles", List.of("produce"))
            .claim("weir_topics", List.of("orders.*", "rides"))
            .claim("filler", "x".repeat(400))
            .build();
    var token = new SignedJWT(header.build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  private static void run(List<Subject> subjects) {
    var nanos = new LinkedHashMap<String, double[]>();
    for (var subject : subjects) nanos.put(subject.name(), new double[ROUNDS]);
    for (var round = 0; round < ROUNDS; round++) {
      for (var subject : subjects) {
        var figures = nanos.get(subject.name());
        if (figures != null) figures[round] = once(subject, round);
      }
    }
    System.out.printf("%-26s %12s%n", "a request with", "CPU-ns");
    nanos.forEach((name, all) -> {
      Arrays.sort(all);
      System.out.printf(
          "%-26s %,12.0f  (%,.0f to %,.0f)%n", name, all[ROUNDS / 2], all[0], all[ROUNDS - 1]);
    });
  }

  private static double once(Subject subject, int round) {
    var threads = ManagementFactory.getThreadMXBean();
    var heads = subject.heads();
    var isFresh = heads.size() == FRESH * ROUNDS;
    var count = isFresh ? FRESH : REQUESTS;
    var from = isFresh ? round * FRESH : 0;
    var begun = threads.getCurrentThreadCpuTime();
    for (var i = 0; i < count; i++) {
      var verdict = subject.porter().judge(heads.get((from + i) % heads.size()));
      if (verdict instanceof Verdict.Out) throw new IllegalStateException("refused: " + subject);
    }
    return (double) (threads.getCurrentThreadCpuTime() - begun) / count;
  }
}
