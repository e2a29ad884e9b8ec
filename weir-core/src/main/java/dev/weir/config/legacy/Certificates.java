package dev.weir.config.legacy;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// librdkafka's PEM files as Java's stores of type PEM.
///
/// Java wants key and certificate in one file, so two are read and their text is the setting. They
/// are read again with each reload.
final class Certificates {
  private static final String CA = "ssl.ca.location";
  private static final String CA_TEXT = "ssl.ca.pem";
  private static final String CERTIFICATE = "ssl.certificate.location";
  private static final String CERTIFICATE_TEXT = "ssl.certificate.pem";
  private static final String KEY = "ssl.key.location";
  private static final String KEY_TEXT = "ssl.key.pem";
  private static final String STORE = "ssl.keystore.location";
  static final Set<String> OPTIONS =
      Set.of(CA, CA_TEXT, CERTIFICATE, CERTIFICATE_TEXT, KEY, KEY_TEXT, STORE);

  private static final String PKCS1 = "-----BEGIN RSA PRIVATE KEY-----";

  private final Draft draft;
  private final String prefix;
  private final Map<String, Found> given = new HashMap<>();

  Certificates(Draft draft, String prefix) {
    this.draft = draft;
    this.prefix = prefix;
  }

  boolean takes(String name, Found found) {
    if (!OPTIONS.contains(name)) return false;
    if (!found.text().isBlank()) given.put(name, found);
    return true;
  }

  void finish() {
    trusted();
    store();
    own();
  }

  private void trusted() {
    var file = given.get(CA);
    var text = given.get(CA_TEXT);
    if (file != null) trusted("ssl.truststore.location", file);
    else if (text != null) trusted("ssl.truststore.certificates", text);
  }

  private void trusted(String name, Found found) {
    set("ssl.truststore.type", "PEM", found);
    set(name, found.text(), found);
  }

  private void store() {
    var store = given.get(STORE);
    if (store == null) return;
    set("ssl.keystore.type", "PKCS12", store);
    set(STORE, store.text(), store);
  }

  private void own() {
    var certificate = first(CERTIFICATE, CERTIFICATE_TEXT);
    var key = first(KEY, KEY_TEXT);
    if (certificate != null && key != null) own(certificate, key);
    else if (certificate != null) alone(certificate);
    else if (key != null) alone(key);
  }

  private void alone(Found found) {
    draft.problem(found.place(), found.key() + ": key and certificate belong together");
  }

  private void own(Found certificate, Found key) {
    var chain = text(certificate, given.containsKey(CERTIFICATE));
    var secret = text(key, given.containsKey(KEY));
    if (chain == null || secret == null) return;
    if (secret.contains(PKCS1)) {
      draft.problem(
          key.place(),
          key.key()
              + ": is of PKCS#1, and Java reads PKCS#8; convert it with 'openssl pkcs8 -topk8 -in"
              + " OLD -out NEW'");
    }
    set("ssl.keystore.type", "PEM", certificate);
    set("ssl.keystore.certificate.chain", chain, certificate);
    set("ssl.keystore.key", secret, key);
  }

  private @Nullable Found first(String file, String text) {
    var named = given.get(file);
    return named != null ? named : given.get(text);
  }

  private @Nullable String text(Found found, boolean inFile) {
    if (!inFile) return found.text();
    try {
      return SmallFile.read(Path.of(found.text())).strip();
    } catch (IOException | InvalidPathException e) {
      draft.problem(found.place(), "%s: cannot be read: %s".formatted(found.key(), e));
      return null;
    }
  }

  private void set(String name, String value, Found found) {
    draft.set(prefix + name, value, found.place());
  }
}
