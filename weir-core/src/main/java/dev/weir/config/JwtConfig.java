package dev.weir.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `auth.jwt:` — callers who show a token that an identity provider has signed.
///
/// @param jwks where its public keys are: a path, or an address of HTTP
/// @param issuer what a token must say of who made it
/// @param audiences one of them must be among those that a token is for
/// @param claims where a token says what
/// @param otherwise what those may do whose token says nothing of it
/// @param leeway by so much may its clock and ours differ
public record JwtConfig(
    String jwks,
    String issuer,
    List<String> audiences,
    Claims claims,
    Rights otherwise,
    Duration leeway) {
  private static final String JWKS = "jwks";
  private static final String ISSUER = "issuer";
  private static final String AUDIENCE = "audience";
  private static final Pattern HTTP = Pattern.compile("https?://.*", Pattern.CASE_INSENSITIVE);

  /// The claims that tell of the caller.
  ///
  /// @param name who it is
  /// @param roles what they may do
  /// @param topics to which topics
  public record Claims(String name, String roles, String topics) {
    static Claims read(Section section) {
      return new Claims(
          claim(section, "name", "sub"),
          claim(section, "roles", "weir_roles"),
          claim(section, "topics", "weir_topics"));
    }

    private static String claim(Section section, String key, String byDefault) {
      return section.as(key, "claim").value(key, byDefault, JwtConfig::some);
    }
  }

  /// Null where no tokens are taken.
  static @Nullable JwtConfig read(Section section) {
    var config =
        new JwtConfig(
            section.as(JWKS, "path or URL").value(JWKS, Section.OFF, JwtConfig::place),
            section.as(ISSUER, "text").value(ISSUER, Section.OFF, JwtConfig::some),
            section.as(AUDIENCE, "text, …").value(AUDIENCE, Section.OFF, JwtConfig::several),
            Claims.read(section),
            Rights.readDefaults(section),
            section.duration("leeway", "30s", "0s", "60s"));
    section.check(config::check);
    return config.isOff() ? null : config;
  }

  private boolean isOff() {
    return jwks.equals(Section.OFF);
  }

  private void check() {
    var named = !issuer.equals(Section.OFF);
    var addressed = !audiences.contains(Section.OFF);
    if (isOff() && (named || addressed)) throw missing(JWKS, "where the issuer's keys are");
    if (isOff()) return;
    if (!named) throw missing(ISSUER, "what the claim 'iss' of a token must be");
    if (!addressed) throw missing(AUDIENCE, "what the claim 'aud' of a token must have");
  }

  private static IllegalArgumentException missing(String key, String what) {
    return new IllegalArgumentException("%s is missing: %s".formatted(key, what));
  }

  private static String place(String text) {
    if (!HTTP.matcher(text).matches()) return some(text);
    if (Values.url(text).getRawUserInfo() == null) return text;
    throw new IllegalArgumentException("has a password, and public keys need none");
  }

  private static String some(String text) {
    if (!text.isBlank()) return text.strip();
    throw new IllegalArgumentException("is empty");
  }

  private static List<String> several(String text) {
    var all = new ArrayList<String>();
    for (var one : text.split(",", -1)) all.add(some(one));
    return List.copyOf(all);
  }

  /// Whether others can change the keys on their way.
  boolean isOpenToOthers() {
    if (!isRemote()) return false;
    var url = Values.url(jwks);
    return "http".equalsIgnoreCase(url.getScheme()) && !Address.isLoopback(url.getHost());
  }

  /// Whether the keys come over the network.
  public boolean isRemote() {
    return HTTP.matcher(jwks).matches();
  }
}
