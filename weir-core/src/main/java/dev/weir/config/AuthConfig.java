package dev.weir.config;

import dev.weir.auth.KeyHash;
import dev.weir.auth.PasswordHash;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `auth:` — who may look at the gateway, and who may change it. Passwords and keys stand there as
/// hashes alone.
///
/// @param users people, by name
/// @param keys programs, by name
/// @param jwt who shows a token of an identity provider, or null where none is taken
/// @param certificates who comes with a certificate, by name
/// @param open the ports whose data asks nobody
/// @param session a login that nobody uses for so long has ended
public record AuthConfig(
    Map<String, User> users,
    Map<String, Key> keys,
    @Nullable JwtConfig jwt,
    Map<String, Certificate> certificates,
    Set<String> open,
    Duration session) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_@-]{0,62}");
  private static final List<String> OPENED =
      List.of("http", "push", "topics", "rest", "metrics", "grpc");
  private static final int NAMES_MAX = 1_000;
  private static final String USERS = "users";
  private static final String KEYS = "keys";
  private static final String PASSWORD = "password";
  private static final String KEY = "key";
  private static final String SUBJECT = "subject";

  public record User(PasswordHash password, Rights rights) {}

  public record Key(KeyHash key, Rights rights) {}

  /// Somebody who is known by the certificate of their program.
  ///
  /// @param subject what the certificate is of
  public record Certificate(Subject subject, Rights rights) {}

  public AuthConfig(
      Map<String, User> users, Map<String, Key> keys, Set<String> open, Duration session) {
    this(users, keys, null, Map.of(), open, session);
  }

  static AuthConfig read(Section section) {
    return new AuthConfig(
        named(section.section(USERS), PASSWORD, AuthConfig::user),
        named(section.section(KEYS), KEY, AuthConfig::key),
        JwtConfig.read(section.section("jwt")),
        certificates(section.section("certificates")),
        section.as("open", "names, off").value("open", Section.OFF, AuthConfig::open),
        section.duration("session", "12h", "1m", "720h"));
  }

  /// Whether nobody is known, so that nobody can be asked who they are.
  public boolean isEmpty() {
    return users.isEmpty() && keys.isEmpty() && jwt == null && certificates.isEmpty();
  }

  /// The hashes by the keys that they are set with: [Setting] does not show them.
  public Map<String, String> hashes() {
    var hashes = new HashMap<String, String>();
    users.forEach((name, user) -> hashes.put(key(USERS, name, PASSWORD), user.password().text()));
    keys.forEach((name, key) -> hashes.put(key(KEYS, name, KEY), key.key().text()));
    return hashes;
  }

  private static String key(String kind, String name, String what) {
    return String.join(".", "auth", kind, name, what);
  }

  private static Set<String> open(String text) {
    if (text.equals(Section.OFF)) return Set.of();
    var open = new LinkedHashSet<String>();
    for (var one : text.split(",", -1)) {
      var name = one.strip();
      if (!OPENED.contains(name)) {
        throw new IllegalArgumentException(
            "is not a list of ports such as push,grpc: there are " + String.join(", ", OPENED));
      }
      open.add(name);
    }
    return Set.copyOf(open);
  }

  private static @Nullable User user(Section section, Rights rights) {
    var hash =
        section
            .as(PASSWORD, "hash")
            .required(PASSWORD, "the hash that 'weir config password' prints", PasswordHash::parse);
    return hash == null ? null : new User(hash, rights);
  }

  private static @Nullable Key key(Section section, Rights rights) {
    var hash =
        section
            .as(KEY, "hash")
            .required(KEY, "the hash that 'weir config key' prints", KeyHash::parse);
    return hash == null ? null : new Key(hash, rights);
  }

  private static Map<String, Certificate> certificates(Section section) {
    var all = named(section, SUBJECT, AuthConfig::certificate);
    var names = new HashMap<Subject, String>();
    new TreeMap<>(all)
        .forEach((name, one) -> {
          var other = names.put(one.subject(), name);
          if (other != null)
            section.refuse("'%s' and '%s' have one subject".formatted(other, name));
        });
    return all;
  }

  private static @Nullable Certificate certificate(Section section, Rights rights) {
    var subject =
        section
            .as(SUBJECT, "subject")
            .required(
                SUBJECT, "such as CN=shop, dns:shop.example or uri:spiffe://…", Subject::parse);
    return subject == null ? null : new Certificate(subject, rights);
  }

  private static <T> Map<String, T> named(
      Section section, String secret, BiFunction<Section, Rights, @Nullable T> read) {
    var names = names(section, "_" + secret.toUpperCase(Locale.ROOT));
    var all = new LinkedHashMap<String, T>();
    if (names.size() > NAMES_MAX) {
      section.refuse("there are more than %,d".formatted(NAMES_MAX));
      return all;
    }
    for (var name : names) {
      var one = section.section(name);
      if (NAME.matcher(name).matches()) {
        var found = read.apply(one, Rights.read(one));
        if (found != null) all.put(name, found);
      } else {
        one.refuse("a name has 1 to 63 of letters, digits, '_', '-' and '@', and no '.'");
      }
    }
    return Map.copyOf(all);
  }

  /// Each has a secret, and where that stands in a variable, the name ends there.
  private static Set<String> names(Section section, String ending) {
    var names = new LinkedHashSet<>(section.names());
    section.variables().stream()
        .filter(end -> end.endsWith(ending) && end.length() > ending.length())
        .map(end -> end.substring(0, end.length() - ending.length()))
        .map(end -> end.toLowerCase(Locale.ROOT).replace('_', '-'))
        .filter(name -> names.stream().noneMatch(known -> same(known, name)))
        .forEach(names::add);
    return names;
  }

  private static boolean same(String known, String name) {
    return known.toLowerCase(Locale.ROOT).replace('_', '-').equals(name);
  }
}
