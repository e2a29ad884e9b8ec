package dev.weir.gateway.tls;

import dev.weir.Clock;
import dev.weir.config.Address;
import dev.weir.config.ConfigException;
import dev.weir.config.TlsConfig;
import dev.weir.gateway.net.Encryption;
import dev.weir.gateway.net.Encryption.Terms;
import dev.weir.gateway.net.NetException;
import dev.weir.gateway.net.Place;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the ports show, as it stands in files, also when those become others: every few seconds
/// their content is looked at, so that it does not matter how it got there.
///
/// A file may be looked at while it is written, or when one of two is new already. So what does not
/// fit is looked at again before anybody hears of it; then it is told once, the ports keep what
/// they have, and the next change is looked at as if nothing had been.
public final class Certificates implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Certificates.class);
  private static final long LOOK_MILLIS = 5_000;
  private static final long LOOK_AGAIN_MILLIS = 1_000;

  private final @Nullable Encryption encryption;
  private final Supplier<TlsConfig> settings;
  private final Clock clock;
  private final Counter failures;
  private @Nullable ScheduledExecutorService looking;

  /// What is in use, and what was found bad last. Guarded by `this`.
  private String used;

  private String bad = "";

  private Certificates(
      Supplier<TlsConfig> settings, @Nullable Contents contents, Metrics metrics, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.used = contents == null ? "" : contents.digest();
    this.failures =
        metrics.counter(
            "weir_tls_reload_failures",
            "Changes of the certificate files that could not be used; the ones before stay.");
    var failed =
        metrics.counter(
            "weir_tls_handshake_failures",
            "Connections that ended in the TLS handshake: old versions, plain text, no or foreign"
                + " certificates.");
    this.encryption =
        contents == null ? null : new Encryption(contents.terms(), () -> failed.add(1));
    if (encryption == null) return;
    gauge(metrics, "server", terms -> terms.own().end());
    gauge(metrics, "client-ca", terms -> terms.clients() == null ? null : terms.clients().end());
  }

  /// Reads the files where there is TLS.
  ///
  /// @param settings those in force
  /// @throws ConfigException with all that is wrong with them
  public static Certificates open(Supplier<TlsConfig> settings, Metrics metrics, Clock clock) {
    var config = settings.get();
    var contents = config.on() ? Contents.read(config) : null;
    var opened = new Certificates(settings, contents, metrics, clock);
    opened.warnOfTheEnd();
    return opened;
  }

  /// Says whether the files that the settings name can be used.
  ///
  /// @throws ConfigException with all that is wrong with them
  public static void check(TlsConfig config) {
    if (config.on()) Contents.read(config).terms();
  }

  private interface End {
    @Nullable Instant of(Terms terms);
  }

  private void gauge(Metrics metrics, String which, End end) {
    metrics.gauge(
        "weir_tls_certificate_expiry_seconds",
        "When a certificate of the ports ends, in seconds since 1970; 0 where there is none.",
        () -> {
          var time = encryption == null ? null : end.of(encryption.terms());
          return time == null ? 0 : time.getEpochSecond();
        },
        new Label("certificate", which));
  }

  private void warnOfTheEnd() {
    if (encryption == null) return;
    var end = encryption.terms().own().end();
    if (end.isBefore(Instant.ofEpochMilli(clock.millis()))) {
      log.warn(
          "The certificate of the TLS ports ended at {}; clients will refuse it. Put a new one in"
              + " its place, which is seen within seconds",
          end);
    }
  }

  /// Where the port of this name is, and how it is encrypted.
  public Place place(String port, Address.Tcp address) {
    return new Place(address, settings.get().encrypts(port) ? encryption : null);
  }

  /// That of the ports; null where none speaks TLS.
  public @Nullable Encryption encryption() {
    return encryption;
  }

  /// Looks after the files from now on; the ports are open.
  public synchronized void watch() {
    if (encryption == null || looking != null) return;
    var executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tls-files").daemon().factory());
    looking = executor;
    var _ =
        executor.scheduleWithFixedDelay(
            this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      if (!renew(Contents.read(settings.get()), false)) return;
      var executor = looking;
      if (executor == null) return;
      var _ = executor.schedule(this::lookAgain, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      log.error("The files of tls were not looked at", e);
    }
  }

  private void lookAgain() {
    try {
      var _ = renew(Contents.read(settings.get()), true);
    } catch (RuntimeException e) {
      log.error("The files of tls were not looked at", e);
    }
  }

  /// Whether they should be looked at again.
  private synchronized boolean renew(Contents contents, boolean tell) {
    var digest = contents.digest();
    if (digest.equals(used) || digest.equals(bad)) return false;
    try {
      use(contents, contents.terms());
      return false;
    } catch (ConfigException e) {
      if (tell) told(digest, e);
      return !tell;
    }
  }

  private void told(String digest, ConfigException why) {
    bad = digest;
    failures.add(1);
    log.error(
        "The certificate files have changed and cannot be used; the ports keep what they have:\n"
            + "  {}",
        String.join("\n  ", why.problems()));
  }

  private void use(Contents contents, Terms terms) {
    if (encryption == null) return;
    try {
      encryption.renew(terms);
    } catch (NetException e) {
      failures.add(1);
      throw e;
    }
    used = contents.digest();
    bad = "";
    log.info(
        "The ports show a new certificate: {}, valid until {}",
        terms.own().certificate().getSubjectX500Principal(),
        terms.own().end());
    warnOfTheEnd();
  }

  /// What a reload will put in force.
  @FunctionalInterface
  public interface Fresh {
    void use();
  }

  /// Reads what other settings name, for a reload that is asked for.
  ///
  /// @throws ConfigException with all that is wrong with it; the ports keep what they have
  public synchronized Fresh read(TlsConfig next) {
    if (encryption == null || !next.on()) return () -> {}; // that waits for a start
    var contents = Contents.read(next);
    try {
      var terms = contents.terms();
      return () -> useIfOther(contents, terms);
    } catch (ConfigException e) {
      told(contents.digest(), e);
      throw e;
    }
  }

  private synchronized void useIfOther(Contents contents, Terms terms) {
    if (!contents.digest().equals(used)) use(contents, terms);
  }

  @Override
  public synchronized void close() {
    if (looking != null) looking.shutdownNow();
  }
}
