package dev.weir.config;

import static dev.weir.config.Section.OFF;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// `tls:` — how the TCP ports are encrypted. They are where a certificate or a key store is named.
///
/// @param certificate the certificates as PEM, or null
/// @param key the key of the first of them as PEM, or null
/// @param keystore both in one PKCS#12 file instead, or null
/// @param password of the key or of the store; empty for none
/// @param clientCa who signs the certificates of clients, as PEM, or null
/// @param clients whether clients show certificates
/// @param plain the ports that are not encrypted
public record TlsConfig(
    @Nullable Path certificate,
    @Nullable Path key,
    @Nullable Path keystore,
    String password,
    @Nullable Path clientCa,
    Clients clients,
    Set<String> plain) {
  private static final List<String> PORTS =
      List.of("http", "push", "topics", "rest", "metrics", "admin", "grpc");
  private static final String CERTIFICATE = "certificate";
  private static final String KEY = "key";
  private static final String KEYSTORE = "keystore";
  private static final String CLIENT_CA = "client-ca";
  private static final String CLIENTS = "clients";

  /// What is asked of clients.
  public enum Clients {
    /// Nothing.
    NONE,
    /// A certificate if they have one.
    WANT,
    /// A certificate.
    REQUIRE
  }

  static TlsConfig read(Section section) {
    var keyPassword = section.value("key-password", "", text -> text);
    var storePassword = section.value("keystore-password", "", text -> text);
    var keystore = section.pathOrOff(KEYSTORE);
    var config =
        new TlsConfig(
            section.pathOrOff(CERTIFICATE),
            section.pathOrOff(KEY),
            keystore,
            keystore == null ? keyPassword : storePassword,
            section.pathOrOff(CLIENT_CA),
            section.choice(CLIENTS, Clients.NONE),
            section.as("plain", "ports, …").value("plain", OFF, TlsConfig::ports));
    config.check(section);
    return config;
  }

  private void check(Section section) {
    if (keystore != null && (certificate != null || key != null)) {
      section.refuse(KEYSTORE, "stands beside tls.certificate or tls.key; set one of the two ways");
    } else if (certificate != null && key == null) {
      section.refuse(CERTIFICATE, "has no key beside it; set tls.key too");
    } else if (key != null && certificate == null) {
      section.refuse(KEY, "has no certificate beside it; set tls.certificate too");
    }
    if (clients != Clients.NONE && clientCa == null) {
      section.refuse(CLIENTS, "needs to know who signs them; set tls.client-ca");
    } else if (clients != Clients.NONE && !on()) {
      section.refuse(CLIENTS, "needs TLS; set tls.certificate and tls.key");
    } else if (clients == Clients.NONE && clientCa != null) {
      section.refuse(
          CLIENT_CA, "has no use while tls.clients is none; set that to want or require");
    }
  }

  private static Set<String> ports(String text) {
    var ports = new TreeSet<String>();
    if (text.equals(OFF)) return ports;
    for (var one : text.split(",", -1)) {
      if (!PORTS.contains(one.strip())) {
        throw new IllegalArgumentException("is not a list of " + String.join(", ", PORTS));
      }
      ports.add(one.strip());
    }
    return Set.copyOf(ports);
  }

  public boolean on() {
    return certificate != null || keystore != null;
  }

  /// Whether the port of this name speaks TLS.
  public boolean encrypts(String port) {
    return on() && !plain.contains(port);
  }

  /// How an address of this port begins.
  public String scheme(String port) {
    return encrypts(port) ? "https" : "http";
  }

  /// The same with other ports in clear text.
  public TlsConfig with(Set<String> plainPorts) {
    return new TlsConfig(certificate, key, keystore, password, clientCa, clients, plainPorts);
  }

  /// Without the password.
  @Override
  public String toString() {
    return "TlsConfig[%s, clients %s, plain %s]".formatted(on() ? "on" : OFF, clients, plain);
  }
}
