package dev.weir.gateway.web;

import dev.weir.config.RestConfig;
import dev.weir.gateway.net.Head;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a client sees of Weir: the beginning of the addresses that its answers have.
///
/// ```
/// rest.advertise, else what proxies say of the request, else its own Host
/// ```
///
/// Whatever stands in a header, what comes out is an address, and nothing that ends one. A client
/// that names no host that can be is given paths without one.
final class Front {
  private static final String FORWARDED = "Forwarded";
  private static final String HOST = "X-Forwarded-Host";
  private static final String PROTO = "X-Forwarded-Proto";
  private static final String PORT = "X-Forwarded-Port";
  private static final String PATH = "X-Forwarded-Path";
  private static final String PREFIX = "X-Forwarded-Prefix";

  private static final Set<String> PROTOS = Set.of("http", "https");
  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9._~-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

  // Repetitions of groups are possessive: others take a frame of the stack for each time.
  private static final Pattern FOLDERS = Pattern.compile("(?:/[A-Za-z0-9._~!$&'()*+;=:@%-]++)*+");

  /// Of the nearest to the client, which comes first.
  private static final Pattern FIRST = Pattern.compile("(?:[^\",]|\"[^\"]*+\")*+");

  private static final Pattern PAIR =
      Pattern.compile(
          "(?:^|;)\\s*(host|proto)\\s*=\\s*(?:\"([^\"]*)\"|([^;\"\\s]*))",
          Pattern.CASE_INSENSITIVE);

  private Front() {}

  /// Throws where a proxy says what cannot be, so that nothing is begun for such a request.
  static void check(Head head, RestConfig config) {
    if (config.advertise() != null || !config.forwarded()) return;
    site(head);
    folders(head);
  }

  /// Without a slash at its end.
  static String base(Head head, RestConfig config) {
    var advertised = config.advertise();
    if (advertised != null) return withoutEnd(advertised.toString());
    return config.forwarded() ? forwarded(head) : direct(head);
  }

  private static String forwarded(Head head) {
    var site = site(head);
    return (site == null ? direct(head) : site) + folders(head);
  }

  private static @Nullable String site(Head head) {
    var forwarded = head.header(FORWARDED);
    if (forwarded != null) {
      var host = told(forwarded, "host");
      var proto = told(forwarded, "proto");
      if (host != null && proto != null) return site(proto, host, null);
    }
    var host = first(head.header(HOST));
    var proto = first(head.header(PROTO));
    return host == null || proto == null ? null : site(proto, host, first(head.header(PORT)));
  }

  private static String site(String proto, String host, @Nullable String port) {
    var scheme = proto.toLowerCase(Locale.ROOT);
    if (!PROTOS.contains(scheme)) throw wrong(proto, "protocol: it is http or https");
    var authority = AUTHORITY.matcher(host);
    if (!authority.matches()) throw wrong(host, "host");
    if (authority.group(2) != null) return scheme + "://" + host;
    var known = port != null && NUMBER.matcher(port).matches();
    return scheme + "://" + host + ":" + (known ? port : scheme.equals("https") ? "443" : "80");
  }

  private static RestException wrong(String text, String what) {
    return RestException.plain(
        400,
        "A proxy says that the request came to '%s', which is no %s. Correct its Forwarded or X-Forwarded- headers, or set rest.forwarded to false"
            .formatted(text, what));
  }

  /// What the proxy nearest to the client says in `Forwarded`.
  private static @Nullable String told(String forwarded, String name) {
    var first = FIRST.matcher(forwarded);
    var pair = PAIR.matcher(first.lookingAt() ? first.group() : "");
    while (pair.find()) {
      if (pair.group(1).equalsIgnoreCase(name))
        return pair.group(2) == null ? pair.group(3) : pair.group(2);
    }
    return null;
  }

  /// A path that a proxy tells is either the whole one that was asked for, or what stands before.
  private static String folders(Head head) {
    var path = first(head.header(PATH));
    var prefix = path == null ? first(head.header(PREFIX)) : before(withoutEnd(path), head.path());
    if (prefix == null) return "";
    var folders = withoutEnd(prefix);
    if (!FOLDERS.matcher(folders).matches()) throw wrong(folders, "path");
    return folders;
  }

  private static String before(String whole, String path) {
    return whole.endsWith(path) ? whole.substring(0, whole.length() - path.length()) : whole;
  }

  /// Each proxy may have added one.
  private static @Nullable String first(@Nullable String list) {
    if (list == null) return null;
    var comma = list.indexOf(',');
    var first = (comma < 0 ? list : list.substring(0, comma)).strip();
    return first.isEmpty() ? null : first;
  }

  private static String direct(Head head) {
    var host = head.header("Host");
    if (host == null || !AUTHORITY.matcher(host).matches()) return "";
    return (head.isEncrypted() ? "https://" : "http://") + host;
  }

  private static String withoutEnd(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
