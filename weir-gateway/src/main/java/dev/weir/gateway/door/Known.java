package dev.weir.gateway.door;

import dev.weir.Clock;
import dev.weir.auth.PasswordHash;
import dev.weir.config.AuthConfig;
import dev.weir.gateway.net.Head;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who is set up, and how they are known again. Any thread.
final class Known implements AutoCloseable {
  /// A password that was right is calculated again when nobody has sent it for so long: while
  /// requests bring it, none of them has to wait for that.
  private static final Duration PROVEN_FOR = Duration.ofMinutes(5);

  private static final int PROVEN_MAX = 1_000;

  private final Supplier<AuthConfig> settings;
  private final Clock clock;
  private final Turns turns = new Turns();
  private final Proofs proofs = new Proofs();
  private final Tokens tokens;
  private final Certificates certificates;

  /// Users by the fingerprint of what they sent. Guarded by itself.
  private final LinkedHashMap<String, Proven> proven = new LinkedHashMap<>();

  /// The keys that were right, since the settings are what they are. Any thread sets it anew.
  private volatile RightKeys rightKeys = new RightKeys(null, new ConcurrentHashMap<>());

  /// @param visitors by the fingerprint of their keys
  private record RightKeys(
      @Nullable AuthConfig auth, ConcurrentHashMap<String, Visitor> visitors) {}

  private record Proven(Visitor visitor, long atNanos) {}

  Known(Supplier<AuthConfig> settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.tokens = new Tokens(settings, clock);
    this.certificates = new Certificates(settings);
  }

  Tokens tokens() {
    return tokens;
  }

  @Nullable Visitor byCertificate(X509Certificate certificate) {
    return certificates.of(certificate, clock.millis());
  }

  @Override
  public void close() {
    tokens.close();
  }

  boolean nobody() {
    return settings.get().isEmpty();
  }

  boolean hasUsers() {
    return !settings.get().users().isEmpty();
  }

  boolean isUser(String name) {
    return settings.get().users().containsKey(name);
  }

  /// Whose key it is, or null. Hot: one that was right is found again by its fingerprint.
  @SuppressWarnings("ReferenceEquality") // other settings are another object
  @Nullable Visitor byKey(String key) {
    var auth = settings.get();
    var right = rightKeys;
    if (right.auth() != auth) {
      right = new RightKeys(auth, new ConcurrentHashMap<>());
      rightKeys = right;
    }
    var print = Fingerprint.of(key);
    var known = right.visitors().get(print);
    if (known != null) return known;
    var found = search(auth, key);
    if (found != null) right.visitors().put(print, found); // no more than there are keys
    return found;
  }

  /// It looks at every one, so that its time tells nothing.
  private static @Nullable Visitor search(AuthConfig auth, String key) {
    @Nullable Visitor found = null;
    for (var one : auth.keys().entrySet()) {
      var known = one.getValue();
      if (known.key().matches(key)) {
        found = Visitor.key(one.getKey(), known.rights(), known.key().text());
      }
    }
    return found;
  }

  /// Who had sent this right not long ago, or null.
  @Nullable Visitor byProof(Credentials.Basic basic) {
    var key = fingerprint(basic);
    synchronized (proven) {
      var entry = proven.get(key);
      if (entry == null) return null;
      if (clock.nanos() - entry.atNanos() > PROVEN_FOR.toNanos()) {
        proven.remove(key);
        return null;
      }
      proven.putLast(key, new Proven(entry.visitor(), clock.nanos()));
      return again(entry.visitor());
    }
  }

  /// The same proof for all who wait for it.
  Verdict together(Head head, Credentials.Basic basic, Supplier<Verdict> proof) {
    return proofs.prove(Attempts.address(head) + " " + fingerprint(basic), proof);
  }

  /// Whose password it is, or null. It takes as long for a user that there is not, and blocks.
  ///
  /// @throws BusyException where too many wait for the same
  @Nullable Visitor byPassword(Credentials.Basic basic) {
    var user = settings.get().users().get(basic.user());
    var hash = user == null ? ofNobody() : user.password();
    var right =
        basic.password().length() <= Credentials.LENGTH_MAX
            && turns.take(() -> hash.matches(basic.password()));
    if (!right || user == null) return null;
    var visitor = Visitor.user(basic.user(), user.rights(), hash.text());
    remember(basic, visitor);
    return visitor;
  }

  private void remember(Credentials.Basic basic, Visitor visitor) {
    synchronized (proven) {
      proven.put(fingerprint(basic), new Proven(visitor, clock.nanos()));
      if (proven.size() > PROVEN_MAX) proven.pollFirstEntry();
    }
  }

  private PasswordHash ofNobody() {
    return settings.get().users().values().stream()
        .map(AuthConfig.User::password)
        .max(Comparator.comparingInt(PasswordHash::iterations))
        .orElseGet(Known::common)
        .ofNobody();
  }

  private static PasswordHash common() {
    var salt = "A".repeat(22);
    var hash = "A".repeat(43);
    return PasswordHash.parse(
        "pbkdf2-sha256:%d:%s:%s".formatted(PasswordHash.ITERATIONS, salt, hash));
  }

  /// Who a visitor is by now: their role may be another, and null: they are not set up any more, or
  /// with another password or key.
  @Nullable Visitor again(Visitor visitor) {
    var auth = settings.get();
    return switch (visitor.kind()) {
      case LOCAL -> auth.isEmpty() ? visitor : null;
      case GUEST, PASSED_ON -> visitor;
      case USER -> {
        var user = auth.users().get(visitor.name());
        yield user != null && user.password().text().equals(visitor.proof())
            ? visitor.as(user.rights())
            : null;
      }
      case KEY -> {
        var key = auth.keys().get(visitor.name());
        yield key != null && key.key().text().equals(visitor.proof())
            ? visitor.as(key.rights())
            : null;
      }
      case TOKEN -> tokens.isStill(visitor) ? visitor : null;
      case CERTIFICATE -> certificates.again(visitor, clock.millis());
    };
  }

  private static String fingerprint(Credentials.Basic basic) {
    return Fingerprint.of(basic.user().length() + ":" + basic.user() + basic.password());
  }
}
