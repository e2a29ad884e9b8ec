package dev.weir.gateway.door;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a browser may ask for, and for whose page. Pure.
///
/// A browser sends requests for any page that it shows, with the cookies of whom they go to. It
/// tells by `Sec-Fetch-Site` and `Origin` which page that is; and what a form or an image can send
/// has neither `X-Weir` nor JSON.
final class Pages {
  private static final String MARK = "X-Weir";
  private static final String ORIGIN = "Origin";
  private static final String SITE = "Sec-Fetch-Site";
  private static final String OWN = "same-origin";

  /// Our own page, or somebody who typed the address.
  private static final Set<String> OWN_SITE = Set.of(OWN, "none");

  private static final Set<String> LOOKS = Set.of("GET", "HEAD", "OPTIONS");

  private static final Pattern JSON =
      Pattern.compile("application/json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  private Pages() {}

  /// Whether it is no more than a look.
  static boolean looks(Head head) {
    return LOOKS.contains(head.method());
  }

  static boolean fromABrowser(Head head) {
    return head.header(SITE) != null || head.header(ORIGIN) != null;
  }

  /// Whether a browser sends it, also one that does not say for which page.
  static boolean isABrowser(Head head) {
    var agent = head.header("User-Agent");
    return fromABrowser(head) || (agent != null && agent.startsWith("Mozilla/"));
  }

  /// Why a request is refused that was sent by a browser or has its cookie, or null.
  static @Nullable Answer refusal(Head head) {
    if (isForeign(head)) return Words.foreign();
    return looks(head) ? null : refusalToChange(head);
  }

  /// Whether a browser sends it for a page of another site.
  static boolean isForeign(Head head) {
    var site = head.header(SITE);
    if (site != null && !OWN_SITE.contains(site)) return true;
    var origin = head.header(ORIGIN);
    // A proxy may have changed the Host; what the browser says of the site is the better word.
    return origin != null && !OWN.equals(site) && !isOurs(origin, head);
  }

  private static boolean isOurs(String origin, Head head) {
    var host = head.header("Host");
    return host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
  }

  private static @Nullable Answer refusalToChange(Head head) {
    var origin = head.header(ORIGIN);
    var own = OWN.equals(head.header(SITE)) || (origin != null && isOurs(origin, head));
    if (!own)
      return Words.no(403, "it does not say which page it comes from. Send an API key instead");
    if (!"1".equals(head.header(MARK))) {
      return Words.no(403, "a change that a browser sends has the header 'X-Weir: 1'. Send it");
    }
    var type = head.header("Content-Type");
    var json = type == null ? !hasBody(head) : JSON.matcher(type).matches();
    return json ? null : Words.no(415, "the body is not JSON. Send it as application/json");
  }

  private static boolean hasBody(Head head) {
    var length = head.header("Content-Length");
    return head.header("Transfer-Encoding") != null || (length != null && !length.equals("0"));
  }

  /// What is refused wherever it came from: our page is never at such an origin.
  static boolean isAnotherOrigin(Head head) {
    var origin = head.header(ORIGIN);
    return origin != null && !isOurs(origin, head);
  }
}
