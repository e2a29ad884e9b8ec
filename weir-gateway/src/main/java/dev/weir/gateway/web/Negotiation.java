package dev.weir.gateway.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which formats the media types in `Content-Type` and `Accept` stand for. Pure.
///
/// | in `Content-Type` or `Accept` | stands for |
/// |---|---|
/// | `application/vnd.kafka.FORMAT.v2+json`, also with `v1` or no version | that format |
/// | `application/vnd.kafka.v2+json`, also with `v1` or no version | none |
/// | `application/json` | JSON where records are sent, else none |
/// | `application/octet-stream`, or no header | binary where records are sent |
///
/// Case and parameters make no difference.
public final class Negotiation {
  private static final Pattern KAFKA =
      Pattern.compile("application/vnd\\.kafka(?:\\.([a-z]+?))??(?:\\.v[12])?\\+json");

  private static final String OCTETS = "application/octet-stream";
  private static final double ALL = 1;

  /// What any of our answers is.
  private static final Set<String> UNSPECIFIC =
      Set.of("*/*", "application/*", "*/json", MediaTypes.JSON);

  private Negotiation() {}

  /// One of ours.
  ///
  /// @param format that it names, or null
  private record Kind(@Nullable Format format) {}

  private static final Kind PLAIN = new Kind(null);

  /// One value of an `Accept`.
  private record Wish(String type, double quality) {
    int stars() {
      return (int) type.chars().filter(c -> c == '*').count();
    }
  }

  /// The format of records that are sent; throws 415.
  public static Format ofRecords(@Nullable String contentType) {
    if (contentType == null) return Format.BINARY;
    var type = bare(contentType);
    for (var format : Format.values()) if (type.equals(format.mediaType())) return format;
    if (type.isEmpty() || type.equals(OCTETS)) return Format.BINARY;
    if (type.equals(MediaTypes.JSON)) return Format.JSON;
    var kind = kind(type);
    if (kind == null) throw unsupported(contentType, Format.JSON.mediaType());
    return kind.format() == null ? Format.BINARY : kind.format();
  }

  /// Throws 415 unless a call of v2 that sends no records may have this body; no header is all
  /// right.
  public static void checkControl(@Nullable String contentType) {
    if (contentType == null) return;
    var type = bare(contentType);
    if (type.isEmpty() || type.equals(MediaTypes.JSON) || kind(type) != null) return;
    throw unsupported(contentType, MediaTypes.V2);
  }

  /// Throws 415 unless it may be the body of a call of v3; no header is all right.
  public static void checkJson(@Nullable String contentType) {
    if (contentType == null || bare(contentType).equals(MediaTypes.JSON)) return;
    throw unsupported(contentType, MediaTypes.JSON);
  }

  /// Throws 406 where no answer of v2 is wanted. Hot.
  public static void checkAccept(@Nullable String accept) {
    if (accept == null || accept.equals(MediaTypes.V2) || accept.equals("*/*")) return;
    var wishes = wishes(accept);
    if (!wishes.isEmpty() && best(wishes) == null) throw unwanted(accept, MediaTypes.V2);
  }

  /// Throws 406 where no answer of v3 is wanted. Hot.
  public static void checkAcceptJson(@Nullable String accept) {
    if (accept == null || accept.equals(MediaTypes.JSON) || accept.equals("*/*")) return;
    var wishes = wishes(accept);
    if (!wishes.isEmpty() && wishes.stream().noneMatch(Negotiation::isJson)) {
      throw unwanted(accept, MediaTypes.JSON);
    }
  }

  /// Throws 406 unless records in this format are wanted, or any are: then with the number 40601
  /// where others of ours are.
  public static void checkAccept(@Nullable String accept, Format format) {
    if (accept == null || accept.equals(format.mediaType())) return;
    var wishes = wishes(accept);
    if (wishes.isEmpty()) return;
    var best = best(wishes, format);
    if (best == null) throw unwanted(accept, format.mediaType());
    if (best.format() == null || best.format() == format) return;
    throw new RestException(
        406,
        40601,
        "The records are in the format %s and %s was asked for. Ask with Accept: %s"
            .formatted(format.label(), best.format().label(), format.mediaType()));
  }

  /// What is wanted most of what is ours; null where none of it is.
  private static @Nullable Kind best(List<Wish> wishes) {
    return best(wishes, null);
  }

  /// By quality, then the most specific, then the one that is there.
  private static @Nullable Kind best(List<Wish> wishes, @Nullable Format present) {
    record Ranked(Kind kind, Wish wish) {}
    return wishes.stream()
        .filter(wish -> wish.quality() > 0)
        .mapMulti((Wish wish, Consumer<Ranked> ranked) -> {
          var kind = wanted(wish.type());
          if (kind != null) ranked.accept(new Ranked(kind, wish));
        })
        .min(
            Comparator.comparingDouble((Ranked one) -> -one.wish().quality())
                .thenComparingInt(one -> one.wish().stars())
                .thenComparingInt(one -> one.kind().format() == null ? 1 : 0)
                .thenComparingInt(one -> one.kind().format() == present ? 0 : 1))
        .map(Ranked::kind)
        .orElse(null);
  }

  private static @Nullable Kind wanted(String type) {
    return UNSPECIFIC.contains(type) ? PLAIN : kind(type);
  }

  private static boolean isJson(Wish wish) {
    return wish.quality() > 0 && UNSPECIFIC.contains(wish.type());
  }

  private static @Nullable Kind kind(String type) {
    var matcher = KAFKA.matcher(type);
    if (!matcher.matches()) return null;
    var name = matcher.group(1);
    if (name == null) return PLAIN;
    var format = Format.named(name);
    return format == null ? null : new Kind(format);
  }

  private static List<Wish> wishes(String accept) {
    var wishes = new ArrayList<Wish>();
    for (var value : accept.split(",", -1)) {
      var type = bare(value);
      if (!type.isEmpty()) wishes.add(new Wish(type, quality(value)));
    }
    return wishes;
  }

  /// That of `; q=0.5`; all of it where there is none that can be read.
  private static double quality(String value) {
    var parameters = value.split(";", -1);
    for (var i = 1; i < parameters.length; i++) {
      var parameter = parameters[i].strip();
      if (!parameter.regionMatches(true, 0, "q=", 0, 2)) continue;
      try {
        return Double.parseDouble(parameter.substring(2).strip());
      } catch (NumberFormatException e) {
        return ALL; // what nobody understands counts as not said
      }
    }
    return ALL;
  }

  private static String bare(String type) {
    var end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static RestException unsupported(String type, String example) {
    return RestException.plain(
        415,
        "The Content-Type %s is not taken here. Send for instance %s".formatted(type, example));
  }

  private static RestException unwanted(String accept, String offered) {
    return RestException.plain(
        406, "The answer would be %s, which 'Accept: %s' leaves out".formatted(offered, accept));
  }
}
