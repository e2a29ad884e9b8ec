package dev.weir.gateway.door;

import dev.weir.Clock;
import dev.weir.config.AuthConfig;
import dev.weir.config.JwtConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who comes with a token of an identity provider (`auth.jwt`).
///
/// ```
/// token ──▶ known not long ago? ──▶ by what it said then, until it ends
///       └─▶ signed by a key that we have? ──▶ what it claims, remembered
///       └─▶ by a key that we have not? ──▶ the keys are read again, off the event loop
/// ```
///
/// A token is remembered by its fingerprint, as long as the keys and the settings are those that it
/// was proven with. Any thread; only [#prove] waits.
final class Tokens implements AutoCloseable {
  /// So many are remembered; with one more, all prove themselves again.
  static final int REMEMBERED_MAX = 10_000;

  private static final KeySet.Pace FILE =
      new KeySet.Pace(Duration.ofSeconds(2), Duration.ofMillis(200));
  private static final KeySet.Pace ADDRESS =
      new KeySet.Pace(Duration.ofMinutes(5), Duration.ofSeconds(1));

  private final Supplier<AuthConfig> settings;
  private final Clock clock;
  private final ConcurrentHashMap<String, Ticket> remembered = new ConcurrentHashMap<>();

  /// Written under the lock of this. Null where no tokens are taken.
  private volatile @Nullable Issuer issuer;

  /// Guarded by the lock of this.
  private boolean closed;

  /// Whose tokens are taken, and the keys.
  ///
  /// @param text the settings as a text, which tells whether they are the same
  private record Issuer(JwtConfig config, String text, KeySet keys) {}

  /// A token that was proven.
  ///
  /// @param keys those that it was proven with
  private record Ticket(Visitor visitor, long endsMillis, Issuer issuer, Keys keys) {}

  /// What a token is.
  sealed interface Proof {
    record Of(Visitor visitor) implements Proof {}

    /// It is not good.
    ///
    /// @param why for the log, never for who sent it
    record Wrong(String why) implements Proof {}

    /// The keys that we have cannot tell; [#prove] can.
    record Unproven() implements Proof {}

    /// The keys cannot be had.
    record Away() implements Proof {}
  }

  /// Begins to read the keys, where there are some.
  Tokens(Supplier<AuthConfig> settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    var config = settings.get().jwt();
    if (config != null) renew(config);
  }

  /// Whether this is for us to tell.
  boolean take(String text) {
    return settings.get().jwt() != null && Token.looksSo(text);
  }

  /// Hot. Who was proven by this token before, and still is; or null.
  @SuppressWarnings("ReferenceEquality") // other keys and settings are other objects
  @Nullable Visitor known(String text) {
    var now = issuer();
    if (now == null) return null;
    var fingerprint = Fingerprint.of(text);
    var ticket = remembered.get(fingerprint);
    if (ticket == null) return null;
    var counts =
        ticket.issuer() == now
            && ticket.keys() == now.keys().now()
            && clock.millis() < ticket.endsMillis();
    if (counts) return ticket.visitor();
    remembered.remove(fingerprint);
    return null;
  }

  /// What a token is, as far as that can be told at once.
  Proof judge(String text) {
    var now = issuer();
    if (now == null) return new Proof.Wrong("no tokens are taken");
    var token = Token.parse(text);
    if (token == null) return new Proof.Wrong("no token that is taken");
    var keys = now.keys().now();
    if (keys == null) return now.keys().areAway() ? new Proof.Away() : new Proof.Unproven();
    var asked = token.header().getKeyID();
    var possible = keys.all().stream().filter(key -> key.isCalled(asked)).toList();
    if (possible.isEmpty()) return new Proof.Unproven();
    for (var key : possible) {
      if (key.signed(token.header(), token.signed(), token.signature())) {
        return claimed(token, Fingerprint.of(text), key, new Ticketing(now, keys));
      }
    }
    return new Proof.Wrong("wrong signature");
  }

  private record Ticketing(Issuer issuer, Keys keys) {}

  private Proof claimed(Token token, String fingerprint, Key key, Ticketing by) {
    var set = token.read();
    if (set == null) return new Proof.Wrong("unreadable claims");
    var config = by.issuer().config();
    var claims = new Claims(set, config);
    var fault = claims.fault(clock.millis());
    var name = claims.name();
    if (fault != null || name == null) return new Proof.Wrong(String.valueOf(fault));
    var proof = proof(claims.endsMillis(), key.thumbprint(), by.issuer().text());
    var visitor = Visitor.token(name, claims.rights(), proof);
    if (remembered.size() >= REMEMBERED_MAX) remembered.clear();
    remembered.put(fingerprint, new Ticket(visitor, claims.endsMillis(), by.issuer(), by.keys()));
    return new Proof.Of(visitor);
  }

  /// The same, with keys that are read again where those which we have cannot tell. Blocks.
  ///
  /// @throws BusyException where too many wait for the same
  Proof prove(String text) {
    var before = judge(text);
    var now = issuer();
    if (now == null || !(before instanceof Proof.Unproven)) return before;
    now.keys().renew();
    return switch (judge(text)) {
      case Proof.Unproven _ -> new Proof.Wrong("unknown key");
      case Proof.Of of -> of;
      case Proof.Wrong wrong -> wrong;
      case Proof.Away away -> away;
    };
  }

  /// Has the keys read again soon.
  void want() {
    var now = issuer;
    if (now != null) now.keys().want();
  }

  private static String proof(long endsMillis, String thumbprint, String settings) {
    return "%d %s %s".formatted(endsMillis, thumbprint, settings);
  }

  /// Whether somebody who was known by a token still is: it has not ended, its key is one of those
  /// that count, and nothing else was set up.
  boolean isStill(Visitor visitor) {
    var now = issuer();
    var keys = now == null ? null : now.keys().now();
    if (now == null || keys == null) return false;
    var parts = visitor.proof().split(" ", 3);
    return clock.millis() < Long.parseLong(parts[0])
        && keys.has(parts[1])
        && now.text().equals(parts[2]);
  }

  /// By the settings in force.
  private @Nullable Issuer issuer() {
    var config = settings.get().jwt();
    var now = issuer;
    if (now == null ? config == null : now.config().equals(config)) return now;
    return renew(config);
  }

  private synchronized @Nullable Issuer renew(@Nullable JwtConfig config) {
    var old = issuer;
    if (closed || (old != null && old.config().equals(config))) return old;
    issuer = config == null ? null : new Issuer(config, config.toString(), keys(config));
    remembered.clear();
    if (old != null) Thread.ofVirtual().name("keys").start(old.keys()::close);
    return issuer;
  }

  private static KeySet keys(JwtConfig config) {
    return config.isRemote()
        ? KeySet.start(new KeySource.OfAddress(URI.create(config.jwks())), ADDRESS)
        : KeySet.start(new KeySource.OfFile(Path.of(config.jwks())), FILE);
  }

  @Override
  public synchronized void close() {
    closed = true;
    var old = issuer;
    if (old != null) old.keys().close();
  }
}
