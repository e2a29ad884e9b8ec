package dev.weir.cli.doctor;

import dev.weir.cli.cluster.Connection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/// Whether the line is encrypted, by whom the broker's certificate was signed, and how long it
/// lasts.
final class TlsCheck {
  private static final String NAME = "tls";
  private static final int DAYS_MIN = 30;

  private final Connection connection;
  private final Duration max;

  TlsCheck(Connection connection, Duration max) {
    this.connection = connection;
    this.max = max;
  }

  List<Finding> run(HostPort to) {
    var subject = "bootstrap " + to;
    var protocol = NetworkChecks.protocol(connection);
    if (!protocol.endsWith("SSL")) return List.of(plain(subject, protocol, to));
    var chain = new ArrayList<X509Certificate>();
    try {
      shake(to, chain);
      return lasting(subject, chain);
    } catch (SSLException e) {
      return List.of(refused(subject, chain, e));
    } catch (IOException | GeneralSecurityException | KafkaException e) {
      return List.of(
          Finding.failed(
              NAME, subject, String.valueOf(e.getMessage()), "See to the 'tls' of the context."));
    }
  }

  private Finding plain(String subject, String protocol, HostPort to) {
    var mechanism = connection.properties().getOrDefault("sasl.mechanism", "");
    if (protocol.equals("SASL_PLAINTEXT") && mechanism.equals("PLAIN") && !isHere(to)) {
      return Finding.warning(
          NAME,
          subject,
          "the password goes over the line as it is",
          "Use SASL_SSL, or SCRAM: weir context edit NAME --set properties.security.protocol=SASL_SSL.");
    }
    return Finding.skipped(NAME, subject, "the line is not encrypted (%s)".formatted(protocol));
  }

  private static boolean isHere(HostPort to) {
    return to.host().matches("localhost|127\\..*|::1");
  }

  private void shake(HostPort to, List<X509Certificate> chain)
      throws IOException, GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {watching(trusted(), chain)}, null);
    try (var plain = new Socket()) {
      plain.connect(new InetSocketAddress(to.host(), to.port()), millis());
      try (var socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, to.host(), to.port(), true)) {
        socket.setSoTimeout(millis());
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(
            connection.properties().getOrDefault("ssl.endpoint.identification.algorithm", "https"));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
      }
    }
  }

  private int millis() {
    return Math.toIntExact(max.toMillis());
  }

  /// As Kafka's client would find them. Null is the JVM's own list.
  private X509TrustManager trusted() throws GeneralSecurityException {
    var settings = new HashMap<String, Object>(AdminClientConfig.configDef().defaultValues());
    connection
        .properties()
        .forEach((name, value) -> {
          var secret = name.startsWith("ssl.") && isPassword(name);
          settings.put(name, secret ? new Password(value) : value);
        });
    // One's own certificate is the business of the login.
    settings
        .keySet()
        .removeIf(name -> name.startsWith("ssl.keystore") || name.contains("key.pass"));
    try (var kafka = new DefaultSslEngineFactory()) {
      kafka.configure(settings);
      return manager(kafka.truststore());
    }
  }

  private static boolean isPassword(String name) {
    return name.endsWith("password") || name.endsWith("certificates");
  }

  private static X509TrustManager manager(@org.jspecify.annotations.Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("this JVM trusts nobody"));
  }

  /// Keeps the chain also when it is not trusted.
  private static X509TrustManager watching(X509TrustManager trusted, List<X509Certificate> chain) {
    return new WatchedTrust(trusted, chain);
  }

  private static List<Finding> lasting(String subject, List<X509Certificate> chain) {
    var first = chain.stream().map(TlsCheck::end).min(Instant::compareTo).orElse(Instant.MAX);
    var days = Duration.between(Instant.now(), first).toDays();
    var found =
        "the certificate of %s is trusted, and lasts %d days"
            .formatted(chain.getFirst().getSubjectX500Principal().getName(), days);
    if (days >= DAYS_MIN) return List.of(Finding.ok(NAME, subject, found));
    return List.of(Finding.warning(NAME, subject, found, "Have it renewed before " + first + "."));
  }

  private static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  private static Finding refused(String subject, List<X509Certificate> chain, SSLException e) {
    var why = cause(e).getMessage();
    var told = String.valueOf(why).toLowerCase(Locale.ROOT);
    if (chain.isEmpty()) {
      return Finding.failed(
          NAME,
          subject,
          "what listens there speaks no TLS (%s)".formatted(why),
          "Take its encrypted port, or remove 'tls' from the context.");
    }
    if (chain.stream().anyMatch(one -> end(one).isBefore(Instant.now()))) {
      return Finding.failed(NAME, subject, "its certificate has expired", "Have it renewed.");
    }
    if (told.contains("subject alternative") || told.contains("no name matching")) {
      return Finding.failed(
          NAME,
          subject,
          "its certificate is for another name (%s)".formatted(why),
          "Use a name that is in the certificate, or have this one put there.");
    }
    return Finding.failed(
        NAME,
        subject,
        "its certificate was signed by %s, which is not trusted here"
            .formatted(chain.getLast().getIssuerX500Principal().getName()),
        "Name the file of who signed it: weir context edit NAME --set tls.ca=PATH.");
  }

  private static Throwable cause(Throwable error) {
    return error.getCause() == null ? error : cause(error.getCause());
  }
}
