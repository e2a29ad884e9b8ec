package dev.weir.cli.context;

import dev.weir.cli.contexts.Librdkafka;
import dev.weir.cli.contexts.SecretNames;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/// `kcat.conf`, and the `client.properties` of Java's tools: one setting a line. They differ in how
/// they name logins, and in what a backslash means.
final class PropertiesFile {
  private static final Pattern KCATS =
      Pattern.compile(
          "(?m)^\\s*(metadata\\.broker\\.list|sasl\\.(username|password|mechanisms)|"
              + "ssl\\.(ca|certificate|key)\\.location|compression\\.codec)\\s*=");

  /// Name and password of a login module that has nothing else that matters.
  private static final Pattern JAAS =
      Pattern.compile(
          ".*\\.(?:Plain|Scram)LoginModule\\s+required\\s+username=\"((?:[^\"\\\\]|\\\\.)*)\"\\s+"
              + "password=\"((?:[^\"\\\\]|\\\\.)*)\"\\s*;\\s*");

  private PropertiesFile() {}

  /// @param name of the context
  static Imported read(Path file, String text, String name) {
    var imported = new Imported(name);
    var kcats = KCATS.matcher(text).find();
    var settings = kcats ? lines(text) : properties(text);
    var registry = settings.remove("schema.registry.url");
    var registryLogin = settings.remove("basic.auth.user.info");
    settings.remove("basic.auth.credentials.source");
    var from = Librdkafka.translated(settings);
    var left = new LinkedHashMap<>(from.settings());
    var bootstrap = left.remove("bootstrap.servers");
    if (bootstrap == null || bootstrap.isBlank()) throw noAddress(file);
    imported.put("bootstrap", bootstrap.strip());
    var user = from.username();
    var password = from.password();
    var jaas = JAAS.matcher(left.getOrDefault("sasl.jaas.config", ""));
    if (jaas.matches()) {
      user = jaas.group(1).replaceAll("\\\\(.)", "$1");
      password = jaas.group(2).replaceAll("\\\\(.)", "$1");
      left.remove("sasl.jaas.config");
    }
    imported.put("properties", left);
    imported.login(user, password);
    var tls = from.tls();
    if (tls != null) imported.put("tls", PemPaths.of(file, tls.ca(), tls.certificate(), tls.key()));
    if (settings.containsKey("ssl.key.password") && tls != null) {
      imported.note("ssl.key.password; name its file with --set tls.key-password.file=PATH");
    }
    var login = registryLogin == null ? new String[0] : registryLogin.split(":", 2);
    imported.registry(
        registry, login.length == 2 ? login[0] : null, login.length == 2 ? login[1] : null);
    from.left().forEach(setting -> imported.note(setting + ", no setting of Java's clients"));
    left.keySet().stream()
        .filter(SecretNames::contain)
        .forEach(one -> imported.say(one + " stands in contexts.yaml as it is"));
    return imported;
  }

  /// As kcat reads them: a value is what stands behind the first `=`.
  private static Map<String, String> lines(String text) {
    var settings = new LinkedHashMap<String, String>();
    for (var line : text.lines().map(String::strip).toList()) {
      var equals = line.indexOf('=');
      if (line.startsWith("#") || equals <= 0) continue;
      settings.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
    }
    return settings;
  }

  private static Map<String, String> properties(String text) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of a string: it cannot be
    }
    var settings = new LinkedHashMap<String, String>();
    properties.stringPropertyNames().stream()
        .sorted()
        .forEach(name -> settings.put(name, properties.getProperty(name)));
    return settings;
  }

  private static Failure noAddress(Path file) {
    return new Failure(
        ExitCode.USAGE,
        "%s cannot be imported".formatted(file),
        "it names no bootstrap.servers",
        "Add them there, or use 'weir context add'.");
  }
}
