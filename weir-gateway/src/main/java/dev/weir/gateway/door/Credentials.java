package dev.weir.gateway.door;

import dev.weir.auth.KeyHash;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.Head;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a request says of who sends it. Pure.
///
/// `Authorization` counts before a cookie: who sends it means it, and a browser adds cookies by
/// itself.
sealed interface Credentials {
  /// An API key, or a token of an identity provider.
  record Bearer(String key) implements Credentials {
    @Override
    public String toString() {
      return "Bearer[]";
    }
  }

  record Basic(String user, String password) implements Credentials {
    /// As in the log.
    String title() {
      return "user " + user;
    }

    /// Whether the password is an API key by its looks.
    boolean isKey() {
      return password.startsWith(KeyHash.PREFIX);
    }

    @Override
    public String toString() {
      return "Basic[%s]".formatted(user);
    }
  }

  /// A login.
  record Session(String id) implements Credentials {
    @Override
    public String toString() {
      return "Session[]";
    }
  }

  record None() implements Credentials {}

  /// Something that is none of the above.
  record Unreadable() implements Credentials {}

  String COOKIE = "weir_session";

  int LENGTH_MAX = 1_024;

  Pattern SESSION = Pattern.compile("[A-Za-z0-9_-]{43}");

  /// What a program says, which has no login. Hot.
  static Credentials ofProgram(Head head) {
    var authorization = head.header("Authorization");
    if (authorization != null) return of(authorization);
    var key = head.header("X-Api-Key");
    if (key == null) return new None();
    var bare = key.strip();
    return bare.isEmpty() || bare.length() > 2 * LENGTH_MAX ? new Unreadable() : new Bearer(bare);
  }

  static Credentials of(Head head) {
    var program = ofProgram(head);
    if (!(program instanceof None)) return program;
    var session = session(head);
    return session == null ? new None() : new Session(session);
  }

  private static Credentials of(String authorization) {
    var space = authorization.indexOf(' ');
    var scheme = space < 0 ? authorization : authorization.substring(0, space);
    var rest = space < 0 ? "" : authorization.substring(space + 1).strip();
    if (rest.isEmpty() || rest.length() > Token.LENGTH_MAX) return new Unreadable();
    if (scheme.equalsIgnoreCase("Bearer")) return new Bearer(rest);
    if (rest.length() > 2 * LENGTH_MAX) return new Unreadable();
    return scheme.equalsIgnoreCase("Basic") ? basic(rest) : new Unreadable();
  }

  private static Credentials basic(String encoded) {
    try {
      var text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      var colon = text.indexOf(':');
      return colon < 0
          ? new Unreadable()
          : new Basic(text.substring(0, colon), text.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return new Unreadable();
    }
  }

  /// The login that a request came with, or null. Where there are several, another site has put one
  /// there, and nobody knows which.
  static @Nullable String session(Head head) {
    var all = cookies(head.fields("Cookie"));
    return all.size() == 1 ? all.iterator().next() : null;
  }

  private static Set<String> cookies(List<Field> fields) {
    return fields.stream()
        .filter(field -> field.name().isEmpty())
        .flatMap(field -> Stream.of(field.value().split(";", -1)))
        .map(String::strip)
        .filter(cookie -> cookie.startsWith(COOKIE + "="))
        .map(cookie -> cookie.substring(COOKIE.length() + 1))
        .filter(id -> SESSION.matcher(id).matches())
        .collect(Collectors.toSet());
  }
}
