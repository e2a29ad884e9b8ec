package dev.weir.gateway.api.live;

import dev.weir.Clock;
import dev.weir.config.KafkaConfig;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.metrics.CertificateExpiry;
import dev.weir.metrics.Gauge;
import dev.weir.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The certificates that the settings name, and how long they are good for.
///
/// Those of the ports are looked after elsewhere, which counts when they end. The files of the
/// others are read again after a while, as they may have been replaced, and after a reload, as they
/// will have been. Any thread.
final class Certificates {
  private static final long FRESH_NANOS = 600_000_000_000L;
  private static final long DAY_SECONDS = 86_400;

  /// As the alert has it.
  private static final long SOON_DAYS = 14;

  private static final String OF_PORTS = "weir_tls_certificate_expiry_seconds";

  private final Supplier<WeirConfig> settings;
  private final Metrics metrics;
  private final Clock clock;
  private List<Dated> read = List.of();
  private long readNanos;
  private @Nullable WeirConfig readFor;

  /// @param ends in seconds since 1970
  private record Dated(String whose, long ends) {}

  Certificates(Supplier<WeirConfig> settings, Metrics metrics, Clock clock) {
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// One check for each.
  @SuppressWarnings("ReferenceEquality") // a reload makes others, be they equal: files may differ
  synchronized List<Trouble> checks() {
    var config = settings.get();
    if (config != readFor || clock.nanos() - readNanos > FRESH_NANOS) {
      readFor = config;
      readNanos = clock.nanos();
      read = read(config);
    }
    return Stream.concat(ofPorts(), read.stream()).map(this::check).toList();
  }

  List<Trouble> troubles() {
    return checks().stream().filter(check -> check.kind() != Kind.FINE).toList();
  }

  private Stream<Dated> ofPorts() {
    var all = new ArrayList<Dated>();
    for (var metric : metrics.all()) {
      if (!(metric instanceof Gauge gauge) || !gauge.name().equals(OF_PORTS)) continue;
      var ends = (long) gauge.value().getAsDouble();
      var own = gauge.labels().getFirst().value().equals("server");
      var whose = own ? "The gateway's own certificate" : "The authority of clients' certificates";
      if (ends > 0) all.add(new Dated(whose, ends));
    }
    return all.stream();
  }

  private static List<Dated> read(WeirConfig config) {
    var all = new ArrayList<Dated>();
    for (var sink : config.sinks()) {
      if (!(sink.kind() instanceof KafkaConfig kafka)) continue;
      var expiry = CertificateExpiry.of(kafka.properties());
      var name = Sight.named(sink.name());
      if (expiry.own() > 0) all.add(new Dated("The certificate for " + name, expiry.own()));
      if (expiry.authority() > 0) {
        all.add(new Dated("The authority's certificate for " + name, expiry.authority()));
      }
    }
    return all;
  }

  private Trouble check(Dated one) {
    var days = Math.floorDiv(one.ends - clock.millis() / 1_000, DAY_SECONDS);
    if (days < 0) {
      return trouble(Kind.LOST, one.whose + " has ended", days(-days) + " ago");
    }
    if (days <= SOON_DAYS) {
      return trouble(Kind.STORED, one.whose + " ends soon", "in " + days(days));
    }
    return Trouble.of(Kind.FINE, one.whose, "good for " + days(days), "");
  }

  private static String days(long days) {
    return days == 1 ? "1 day" : "%,d days".formatted(days);
  }

  private static Trouble trouble(Kind kind, String what, String why) {
    return Trouble.of(kind, what, why, "Put a new one in its place, and reload").at(Trouble.HEALTH);
  }
}
