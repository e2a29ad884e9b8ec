package dev.weir.cli.contexts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/// Settings as librdkafka calls them, and so kcat, Python's and Go's clients: most are called as
/// Java's are, logins and certificates are not.
public final class Librdkafka {
  private static final Map<String, String> OTHERWISE =
      Map.ofEntries(
          Map.entry("metadata.broker.list", "bootstrap.servers"),
          Map.entry("sasl.mechanisms", "sasl.mechanism"),
          Map.entry("compression.codec", "compression.type"),
          Map.entry("request.required.acks", "acks"),
          Map.entry("queue.buffering.max.ms", "linger.ms"),
          Map.entry("message.max.bytes", "max.request.size"),
          Map.entry("socket.timeout.ms", "request.timeout.ms"));

  private Librdkafka() {}

  /// What became of them.
  ///
  /// @param settings as Java's clients know them
  /// @param left names that mean nothing to those
  public record Translated(
      Map<String, String> settings,
      @Nullable String username,
      @Nullable String password,
      @Nullable Tls tls,
      List<String> left) {
    /// Without values: any of them may be a secret.
    @Override
    public String toString() {
      return "Translated%s".formatted(settings.keySet());
    }
  }

  public static Translated translated(Map<String, String> all) {
    var from = new LinkedHashMap<>(all);
    var username = from.remove("sasl.username");
    var password = from.remove("sasl.password");
    var tls = tls(from);
    var settings = new LinkedHashMap<String, String>();
    var left = new ArrayList<String>();
    from.forEach((name, value) -> {
      var ours = OTHERWISE.getOrDefault(name, name);
      if (name.equals("security.protocol")) settings.put(ours, value.toUpperCase(Locale.ROOT));
      else if (isKnown(ours)) settings.put(ours, value);
      else left.add(name);
    });
    if ("none".equals(settings.get("ssl.endpoint.identification.algorithm"))) {
      settings.put("ssl.endpoint.identification.algorithm", "");
    }
    return new Translated(settings, username, password, tls, left);
  }

  /// As they are, by the names that Java's clients know.
  public static Map<String, String> named(Map<String, String> all) {
    var named = new LinkedHashMap<String, String>();
    all.forEach((name, value) -> named.put(OTHERWISE.getOrDefault(name, name), value));
    return named;
  }

  private static @Nullable Tls tls(Map<String, String> from) {
    var ca = from.remove("ssl.ca.location");
    var certificate = from.remove("ssl.certificate.location");
    // Java's name is that of the same thing.
    var key = from.remove("ssl.key.location");
    if (ca == null && certificate == null && key == null) return null;
    var password = from.remove("ssl.key.password");
    return new Tls(ca, certificate, key, password == null ? null : new Secret.Written(password));
  }

  private static boolean isKnown(String name) {
    return Set.of(
                AdminClientConfig.configNames(),
                ConsumerConfig.configNames(),
                ProducerConfig.configNames())
            .stream()
            .anyMatch(names -> names.contains(name))
        || name.startsWith("sasl.jaas");
  }
}
