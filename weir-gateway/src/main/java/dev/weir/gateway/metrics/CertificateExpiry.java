package dev.weir.gateway.metrics;

import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import dev.weir.tls.Identity;
import dev.weir.tls.TlsException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When the certificates end that the settings of Kafka's client name, in seconds since 1970; 0
/// where there is none, or none that can be read: Kafka's client says why.
public record CertificateExpiry(long own, long authority) {
  /// Reads those that are in files or in the settings themselves.
  ///
  /// @param properties those of Kafka's client
  public static CertificateExpiry of(Map<String, String> properties) {
    return new CertificateExpiry(
        seconds(properties, "ssl.keystore", "certificate.chain"),
        seconds(properties, "ssl.truststore", "certificates"));
  }

  /// Has those that there are stand in the metrics, from when the sink is opened on.
  public void register(String sink, Metrics metrics) {
    register("client", own, sink, metrics);
    register("authority", authority, sink, metrics);
  }

  private static void register(String whose, long seconds, String sink, Metrics metrics) {
    if (seconds == 0) return;
    metrics.gauge(
        "weir_kafka_certificate_expiry_seconds",
        "When a certificate of Kafka's client ends, in seconds since 1970; the first of several.",
        () -> seconds,
        new Label("sink", sink),
        new Label("certificate", whose));
  }

  private static long seconds(Map<String, String> properties, String store, String text) {
    try {
      var inText = properties.get(store + "." + text);
      if (inText != null) return seconds(inPem(inText));
      var file = properties.get(store + ".location");
      if (file == null) return 0;
      if ("PEM".equals(properties.get(store + ".type"))) {
        return seconds(inPem(Files.readString(Path.of(file), StandardCharsets.ISO_8859_1)));
      }
      var password = properties.getOrDefault(store + ".password", "").toCharArray();
      return seconds(inStore(KeyStore.getInstance(new File(file), password)));
    } catch (IOException | GeneralSecurityException | TlsException e) {
      return 0; // a gauge is not the place to complain
    }
  }

  private static Certificate inPem(String text) {
    return Identity.chain(text).getFirst();
  }

  private static @Nullable Certificate inStore(KeyStore store) throws GeneralSecurityException {
    for (var alias : Collections.list(store.aliases())) {
      var certificate = store.getCertificate(alias);
      if (certificate != null) return certificate;
    }
    return null;
  }

  private static long seconds(@Nullable Certificate certificate) {
    return certificate instanceof X509Certificate dated
        ? dated.getNotAfter().toInstant().getEpochSecond()
        : 0;
  }
}
