package dev.weir.cli.contexts;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.World;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whom to trust on an encrypted line, and who one is there, by PEM files.
///
/// Kafka's own setting for a client's certificate wants it and its key in one file, and everybody
/// has two; so their contents are handed over.
///
/// @param ca the certificates that sign those of the brokers; null for the JVM's own list
/// @param certificate and those that signed it; null where brokers ask for none
/// @param key of PKCS#8
/// @param keyPassword null where the key is not encrypted
public record Tls(
    @Nullable String ca,
    @Nullable String certificate,
    @Nullable String key,
    @Nullable Secret keyPassword) {
  private static final String PKCS1 = "-----BEGIN RSA PRIVATE KEY-----";
  private static final String EC = "-----BEGIN EC PRIVATE KEY-----";

  static Tls parse(Section section) {
    var ca = section.text("ca");
    var certificate = section.text("certificate");
    var key = section.text("key");
    var password = section.has("key-password") ? Secret.parse(section, "key-password") : null;
    section.refuseUnknown();
    if ((certificate == null) != (key == null)) {
      throw section.problem("'certificate' and 'key' belong together, and one is missing");
    }
    if (password != null && key == null) throw section.problem("'key-password' has no 'key'");
    return new Tls(ca, certificate, key, password);
  }

  Map<String, String> settings(World world, String context) {
    var settings = new LinkedHashMap<String, String>();
    if (ca != null) {
      settings.put("ssl.truststore.type", "PEM");
      settings.put("ssl.truststore.certificates", read(world, ca, "CERTIFICATE"));
    }
    if (certificate != null && key != null) {
      settings.put("ssl.keystore.type", "PEM");
      settings.put("ssl.keystore.certificate.chain", read(world, certificate, "CERTIFICATE"));
      settings.put("ssl.keystore.key", key(world, key));
    }
    if (keyPassword != null) {
      settings.put(
          "ssl.key.password",
          keyPassword.read(world, "the password of the key of context " + context));
    }
    return settings;
  }

  private static String key(World world, String key) {
    var text = read(world, key, "PRIVATE KEY");
    if (!text.contains(PKCS1) && !text.contains(EC)) return text;
    throw new Failure(
        ExitCode.USAGE,
        "%s cannot be used".formatted(key),
        "it is a key of an older kind, and Java reads PKCS#8",
        "Convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW.");
  }

  private static String read(World world, String written, String kind) {
    var file = Places.file(world, written);
    try {
      var text = Files.readString(file).strip();
      if (text.contains("-----BEGIN") && text.contains(kind)) return text;
      throw unusable(file.toString(), "it holds no PEM text with a " + kind, null);
    } catch (IOException e) {
      throw unusable(file.toString(), "it cannot be read (%s)".formatted(e), e);
    }
  }

  private static Failure unusable(String file, String why, @Nullable Exception cause) {
    return new Failure(
        ExitCode.USAGE,
        "%s cannot be used".formatted(file),
        why,
        "Put the right file there, or name another with 'weir context edit'.",
        cause);
  }

  Map<String, Object> tree() {
    var tree = new LinkedHashMap<String, Object>();
    if (ca != null) tree.put("ca", ca);
    if (certificate != null) tree.put("certificate", certificate);
    if (key != null) tree.put("key", key);
    if (keyPassword != null) tree.put("key-password", keyPassword.tree());
    return tree;
  }
}
