package dev.weir.worker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/// Whom to trust on an encrypted line, and who one is there.
///
/// The files are PEM, and are read again when they have changed: each connection that is made from
/// then on has the new ones, and no client need be made again. Where the new ones are no good, the
/// last good ones stay, and that is logged.
///
/// @param authority the certificates that sign those of the brokers; null for the JVM's own list
/// @param identity null where the brokers ask for no certificate
public record Tls(@Nullable Path authority, @Nullable Identity identity) {

  /// A certificate and its key.
  ///
  /// @param certificate and those that signed it, in that order
  /// @param key of PKCS#8
  /// @param password null where the key is not encrypted
  public record Identity(Path certificate, Path key, @Nullable String password) {
    public Identity {
      Objects.requireNonNull(certificate, "certificate");
      Objects.requireNonNull(key, "key");
    }

    @Override
    public String toString() {
      return "Identity[%s, %s]".formatted(certificate, key);
    }
  }

  /// Trusts whom this JVM trusts.
  public static Tls system() {
    return new Tls(null, null);
  }

  /// Trusts brokers whose certificates are signed by one of these.
  public static Tls trusting(Path authority) {
    return new Tls(Objects.requireNonNull(authority, "authority"), null);
  }

  /// Shows a certificate to brokers that ask for one (mTLS).
  public Tls identity(Path certificate, Path key) {
    return new Tls(authority, new Identity(certificate, key, null));
  }

  /// As [#identity(Path, Path)], with an encrypted key.
  public Tls identity(Path certificate, Path key, String password) {
    return new Tls(authority, new Identity(certificate, key, password));
  }

  Map<String, Object> settings() {
    if (authority == null && identity == null) return Map.of();
    var settings = new HashMap<String, Object>();
    settings.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, PemFiles.class);
    settings.put(PemFiles.FILES, this);
    return settings;
  }

  /// @throws IllegalArgumentException if a file cannot be read, or is not what it should be
  void check() {
    try (var files = new PemFiles()) {
      var configs = new HashMap<>(ConsumerConfig.configDef().defaultValues());
      configs.putAll(settings());
      files.configure(configs);
    } catch (KafkaException e) {
      var cause = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
      throw new IllegalArgumentException("TLS cannot begin: " + e.getMessage() + cause, e);
    }
  }
}
