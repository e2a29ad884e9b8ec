package dev.weir.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of a [Tls], for Kafka's clients, which make it themselves: that alone is why it is
/// public. They are read again when they have changed.
///
/// Kafka reads a client's files once, when it is made; a certificate that is renewed every day
/// would end with it. Used by the one thread of a client that makes connections.
public final class PemFiles implements SslEngineFactory {
  /// The name by which a client is told its [Tls].
  static final String FILES = "weir.tls";

  private static final String PKCS1 = "-----BEGIN RSA PRIVATE KEY-----";
  private static final Logger LOG = LoggerFactory.getLogger(PemFiles.class);

  private Map<String, Object> configs = Map.of();
  private Tls tls = Tls.system();
  private List<Stamp> stamps = List.of();
  private DefaultSslEngineFactory current = new DefaultSslEngineFactory();

  /// By which a file is seen to have changed.
  private record Stamp(Path file, FileTime time, long size, @Nullable Object identity) {
    static Stamp of(Path file) {
      try {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(
            file, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
  }

  /// For Kafka.
  public PemFiles() {}

  @Override
  public void configure(Map<String, ?> all) {
    configs = new HashMap<>(all);
    if (all.get(FILES) instanceof Tls files) tls = files;
    load(stamps());
  }

  @Override
  public SSLEngine createClientSslEngine(String host, int port, @Nullable String verified) {
    refresh();
    return current.createClientSslEngine(host, port, verified);
  }

  private void refresh() {
    try {
      var now = stamps();
      if (now.equals(stamps)) return;
      load(now);
      LOG.info("The TLS files have changed, and new connections use them: {}", tls);
    } catch (KafkaException e) {
      LOG.warn(
          "The TLS files have changed, and the new ones cannot be used; the last good ones are."
              + " Put that right before they expire: {}",
          e.getMessage());
    }
  }

  /// The stamps are from before the reading: what changes meanwhile is read once more.
  private void load(List<Stamp> before) {
    var fresh = new DefaultSslEngineFactory();
    var merged = new HashMap<>(configs);
    merged.putAll(contents());
    fresh.configure(merged);
    current = fresh;
    stamps = before;
  }

  private Map<String, Object> contents() {
    var contents = new HashMap<String, Object>();
    if (tls.authority() != null) {
      contents.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, DefaultSslEngineFactory.PEM_TYPE);
      contents.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, read(tls.authority()));
    }
    var identity = tls.identity();
    if (identity == null) return contents;
    var key = read(identity.key());
    if (key.value().contains(PKCS1)) {
      throw new InvalidConfigurationException(
          "%s is of PKCS#1, and Java reads PKCS#8; convert it with 'openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW'"
              .formatted(identity.key()));
    }
    contents.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, DefaultSslEngineFactory.PEM_TYPE);
    contents.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, read(identity.certificate()));
    contents.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, key);
    if (identity.password() != null) {
      contents.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, new Password(identity.password()));
    }
    return contents;
  }

  private List<Stamp> stamps() {
    var identity = tls.identity();
    return Stream.of(
            tls.authority(),
            identity == null ? null : identity.certificate(),
            identity == null ? null : identity.key())
        .filter(Objects::nonNull)
        .map(Stamp::of)
        .toList();
  }

  private static Password read(Path file) {
    try {
      return new Password(Files.readString(file).strip());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static InvalidConfigurationException unreadable(Path file, IOException why) {
    return new InvalidConfigurationException(
        "the PEM file %s cannot be read (%s)".formatted(file, why), why);
  }

  @Override
  public SSLEngine createServerSslEngine(String host, int port) {
    throw new UnsupportedOperationException("It is for clients");
  }

  @Override
  public boolean shouldBeRebuilt(Map<String, Object> next) {
    return false;
  }

  @Override
  public Set<String> reconfigurableConfigs() {
    return Set.of();
  }

  @Override
  public @Nullable KeyStore keystore() {
    return current.keystore();
  }

  @Override
  public @Nullable KeyStore truststore() {
    return current.truststore();
  }

  @Override
  public void close() {
    current.close();
  }
}
