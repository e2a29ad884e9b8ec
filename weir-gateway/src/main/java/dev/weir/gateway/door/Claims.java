package dev.weir.gateway.door;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.weir.Role;
import dev.weir.config.JwtConfig;
import dev.weir.config.Rights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a token whose signature is right says, and whether that counts here and now. Pure.
record Claims(JWTClaimsSet set, JwtConfig config) {
  private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");
  private static final Pattern PRINTABLE =
      Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,200}");
  private static final String PREFIX = "weir:";

  /// Why it does not count, or null.
  @Nullable String fault(long nowMillis) {
    var leeway = config.leeway().toMillis();
    var ends = set.getExpirationTime();
    if (ends == null) return "no exp";
    if (ends.toInstant().toEpochMilli() + leeway <= nowMillis) return "expired";
    if (isLater(set.getNotBeforeTime(), nowMillis + leeway)) return "not yet valid";
    if (isLater(set.getIssueTime(), nowMillis + leeway)) return "issued in the future";
    if (!config.issuer().equals(set.getIssuer())) return "other issuer";
    if (config.audiences().stream().noneMatch(set.getAudience()::contains)) return "other audience";
    return name() == null ? "no name" : null;
  }

  private static boolean isLater(@Nullable Date time, long millis) {
    return time != null && time.toInstant().toEpochMilli() > millis;
  }

  /// When it ends here, by our clock.
  long endsMillis() {
    return set.getExpirationTime().toInstant().toEpochMilli() + config.leeway().toMillis();
  }

  /// As it is: another blank is another one's.
  @Nullable String name() {
    var name = claim(config.claims().name());
    return name instanceof String text && !text.isBlank() && PRINTABLE.matcher(text).matches()
        ? text
        : null;
  }

  Rights rights() {
    var roles = claim(config.claims().roles());
    var topics = claim(config.claims().topics());
    return new Rights(
        roles == null ? config.otherwise().roles() : roles(words(roles)),
        topics == null ? config.otherwise().topics() : List.copyOf(words(topics)));
  }

  /// By its name, or where there is none, by the names of objects in one another.
  private @Nullable Object claim(String name) {
    var whole = set.getClaim(name);
    if (whole != null) return whole;
    @Nullable Object found = set.getClaims();
    for (var part : name.split("\\.", -1)) {
      found = found instanceof Map<?, ?> map ? map.get(part) : null;
    }
    return found;
  }

  /// A list of texts, or a text of words.
  private static List<String> words(Object claim) {
    var words = new ArrayList<String>();
    var all = claim instanceof Collection<?> list ? list : List.of(claim);
    for (var one : all) {
      if (one instanceof String text) words.addAll(List.of(BETWEEN.split(text.strip(), -1)));
    }
    words.removeIf(String::isEmpty);
    return words;
  }

  /// Those that are ours: an issuer has others too.
  private static Set<Role> roles(List<String> words) {
    var roles = EnumSet.noneOf(Role.class);
    for (var word : words) {
      switch (word.startsWith(PREFIX) ? word.substring(PREFIX.length()) : word) {
        case "read" -> roles.add(Role.READ);
        case "produce" -> roles.add(Role.PRODUCE);
        case "operate" -> roles.add(Role.OPERATE);
        default -> {}
      }
    }
    return Set.copyOf(roles);
  }
}
