package dev.weir.cli.contexts;

import dev.weir.cli.terminal.World;
import dev.weir.config.KafkaLogin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A cluster that has a name, and how to talk to it.
///
/// | key | is |
/// | --- | --- |
/// | `bootstrap` | Kafka's addresses: `k1:9093,k2:9093` |
/// | `gateway` | the address of a Weir before it |
/// | `color` | of the shell's prompt |
/// | `read-only` | `true` refuses every command that would change something |
/// | `properties` | settings of Kafka's client |
/// | `username`, `password` | a login; see [Secret] |
/// | `tls` | `ca`, `certificate`, `key`, `key-password`: PEM files; `{}` trusts whom this JVM trusts |
/// | `registry` | `url`, `username`, `password` of a schema registry |
///
/// @param name empty where a project's file has no context
/// @param registry null where there is none
public record Context(
    String name,
    String bootstrap,
    @Nullable String gateway,
    @Nullable String color,
    boolean readOnly,
    Map<String, String> properties,
    @Nullable Login login,
    @Nullable Tls tls,
    @Nullable RegistryAddress registry) {
  static final Set<String> COLORS =
      Set.of("red", "green", "yellow", "blue", "magenta", "cyan", "none");
  private static final String PROTOCOL = "security.protocol";
  private static final String MECHANISM = "sasl.mechanism";

  /// A schema registry, and who one is there.
  public record RegistryAddress(String url, @Nullable Login login) {
    private Map<String, Object> tree() {
      var tree = new LinkedHashMap<String, Object>();
      tree.put("url", url);
      logInTo(tree, login);
      return tree;
    }
  }

  static Context parse(String name, Section section) {
    var bootstrap = String.join(",", section.list("bootstrap"));
    var context =
        new Context(
            name,
            bootstrap,
            section.text("gateway"),
            color(section),
            section.flag("read-only"),
            section.texts("properties"),
            Login.parse(section),
            tls(section),
            registry(section));
    section.refuseUnknown();
    if (bootstrap.isEmpty()) throw section.problem("'bootstrap' is missing in '" + name + "'");
    return context;
  }

  static @Nullable String color(Section section) {
    var color = section.text("color");
    if (color == null || COLORS.contains(color)) return color;
    throw section.problem(
        "color", "'color' must be one of " + String.join(", ", new java.util.TreeSet<>(COLORS)));
  }

  private static @Nullable Tls tls(Section section) {
    var tls = section.section("tls");
    return tls == null ? null : Tls.parse(tls);
  }

  static @Nullable RegistryAddress registry(Section section) {
    var registry = section.section("registry");
    if (registry == null) return null;
    var address = new RegistryAddress(registry.needed("url"), Login.parse(registry));
    registry.refuseUnknown();
    return address;
  }

  /// For Kafka's clients. Reads the secrets, and asks for those that only the user knows.
  public Map<String, String> settings(World world) {
    var settings = new LinkedHashMap<String, String>();
    if (tls != null || login != null) settings.put(PROTOCOL, protocol());
    if (tls != null) settings.putAll(tls.settings(world, name));
    settings.putAll(properties);
    if (login != null) logIn(settings, login, world);
    return settings;
  }

  private String protocol() {
    if (login == null) return "SSL";
    return tls == null ? "SASL_PLAINTEXT" : "SASL_SSL";
  }

  private void logIn(Map<String, String> settings, Login login, World world) {
    var mechanism = settings.computeIfAbsent(MECHANISM, _ -> "SCRAM-SHA-512");
    if (mechanism.equals("GSSAPI") || mechanism.equals("OAUTHBEARER")) return;
    var password =
        login.password().read(world, "password of %s for %s".formatted(login.username(), shown()));
    settings.put("sasl.jaas.config", KafkaLogin.jaas(mechanism, login.username(), password));
  }

  private String shown() {
    return name.isEmpty() ? bootstrap : "context " + name;
  }

  /// As it stands in the file, without any secret.
  public Map<String, Object> tree() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("bootstrap", bootstrap);
    if (gateway != null) tree.put("gateway", gateway);
    if (color != null) tree.put("color", color);
    if (readOnly) tree.put("read-only", true);
    if (!properties.isEmpty()) tree.put("properties", properties);
    logInTo(tree, login);
    if (tls != null) tree.put("tls", tls.tree());
    if (registry != null) tree.put("registry", registry.tree());
    return tree;
  }

  private static void logInTo(Map<String, Object> tree, @Nullable Login login) {
    if (login == null) return;
    tree.put("username", login.username());
    tree.put("password", login.password().tree());
  }

  /// As [#tree], for people to see: what properties and addresses hold of secrets is masked.
  public Map<String, Object> shownTree() {
    var tree = tree();
    if (gateway != null) tree.put("gateway", SecretNames.masked(gateway));
    if (registry != null) {
      var address = new RegistryAddress(SecretNames.masked(registry.url()), registry.login());
      tree.put("registry", address.tree());
    }
    if (properties.isEmpty()) return tree;
    var shown = new LinkedHashMap<String, String>();
    properties.forEach((key, value) -> shown.put(key, SecretNames.contain(key) ? "****" : value));
    tree.put("properties", shown);
    return tree;
  }

  List<String> secretFiles() {
    var files = new ArrayList<String>();
    if (login != null && login.password() instanceof Secret.InFile(var path)) files.add(path);
    if (tls != null && tls.key() != null) files.add(tls.key());
    if (tls != null && tls.keyPassword() instanceof Secret.InFile(var path)) files.add(path);
    if (registry != null
        && registry.login() != null
        && registry.login().password() instanceof Secret.InFile(var path)) {
      files.add(path);
    }
    return files;
  }

  @Override
  public String toString() {
    return "Context[%s, %s]".formatted(name, bootstrap);
  }
}
