package dev.weir.worker;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the cluster is, and how to log in. It never changes: each method gives another one.
///
/// Nothing is asked of the cluster here. What cannot be an address is refused at once; whether
/// anybody answers there shows when a worker starts.
///
/// @param tls null for a line that is not encrypted
public record Kafka(
    List<String> bootstrap, Login login, @Nullable Tls tls, Map<String, Object> more) {
  private static final Pattern SERVER =
      Pattern.compile("(?:\\[[0-9a-fA-F:.%]+]|[A-Za-z0-9._-]+):(\\d{1,5})");

  public Kafka {
    bootstrap = bootstrap.stream().map(Kafka::server).toList();
    if (bootstrap.isEmpty()) throw new IllegalArgumentException("Kafka has an address at least.");
    Objects.requireNonNull(login, "login");
    more = Map.copyOf(more);
    more.forEach(Refusals::check);
  }

  /// A cluster that is found at one of these.
  ///
  /// @param servers as `host:port`, or several of them with commas
  public static Kafka at(String... servers) {
    var each = Arrays.stream(servers).flatMap(list -> Arrays.stream(list.split(",", -1)));
    return new Kafka(each.toList(), Login.none(), null, Map.of());
  }

  /// Who one is to the cluster; [Login#none()] without it.
  public Kafka login(Login as) {
    return new Kafka(bootstrap, as, tls, more);
  }

  /// The line to the cluster is encrypted.
  public Kafka tls(Tls files) {
    return new Kafka(bootstrap, login, Objects.requireNonNull(files, "tls"), more);
  }

  /// Any setting that all of Kafka's clients have, by Kafka's name. It wins over what [#login] and
  /// [#tls] say.
  public Kafka set(String name, Object value) {
    var changed = new HashMap<>(more);
    changed.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return new Kafka(bootstrap, login, tls, changed);
  }

  /// What each of Kafka's clients is told.
  Map<String, Object> settings() {
    var settings = new HashMap<String, Object>(LoginSettings.of(login));
    if (tls != null) settings.putAll(tls.settings());
    settings.put("security.protocol", protocol());
    settings.putAll(more);
    settings.put("bootstrap.servers", String.join(",", bootstrap));
    return settings;
  }

  private String protocol() {
    var line = tls == null ? "PLAINTEXT" : "SSL";
    return login instanceof Login.None ? line : "SASL_" + line;
  }

  /// What only this machine can tell: whether the files are there and any good.
  ///
  /// @throws IllegalArgumentException if no client could be made
  void check() {
    LoginSettings.check(login);
    if (tls != null) tls.check();
  }

  private static String server(String text) {
    var server = SERVER.matcher(text.strip());
    var port = server.matches() ? Integer.parseInt(server.group(1)) : 0;
    if (port >= 1 && port <= 0xFFFF) return server.group();
    throw new IllegalArgumentException(
        "'%s' is no address of a Kafka server: it is host:port, such as localhost:9092."
            .formatted(text));
  }

  /// Without values: settings may hold secrets.
  @Override
  public String toString() {
    return "Kafka[%s, %s, %s, %s]"
        .formatted(String.join(",", bootstrap), login, tls, new TreeSet<>(more.keySet()));
  }
}
