package dev.weir.gateway.admin;

import dev.weir.config.Address;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lets in whoever is on this machine, and no page that a browser on it happens to show.
///
/// There are no users here yet, so where the port can be reached from elsewhere, nobody is let in.
/// A page of another site is told by what its browser says of it; one whose site has given itself
/// the address of this machine, by the name that it asks for.
///
/// @param local whether only programs on this machine reach the port
record Guard(boolean local) {
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  /// What proxies say, those that do: the others must be told to keep `/admin` to themselves.
  private static final Set<String> PROXIES =
      Set.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

  private static final Pattern LOOPBACK =
      Pattern.compile(
          "(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

  static Guard of(Address.Tcp listener) {
    return new Guard(loopback(listener.host()));
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // then nothing listens there
    }
  }

  @Nullable Answer refusal(Head head) {
    if (!local) {
      return no(
          "listen.http can be reached from other machines, and anybody there could use it. Have"
              + " listen.http on 127.0.0.1, behind a proxy without /admin for the others; 'kill -HUP' and"
              + " 'weir wal' with a stopped gateway work without it");
    }
    if (PROXIES.stream().anyMatch(name -> head.header(name) != null)) {
      return no("it came through a proxy, so anybody could have asked. Ask the port itself");
    }
    return fromAPage(head)
        ? no("a web page of another site asked for it. Use a program such as curl")
        : null;
  }

  private static boolean fromAPage(Head head) {
    var site = head.header("Sec-Fetch-Site");
    var origin = head.header("Origin");
    var host = head.header("Host");
    return (site != null && !OWN_SITE.contains(site))
        || (origin != null && !origin.equals("http://" + host))
        || (host != null && !LOOPBACK.matcher(host).matches());
  }

  private static Answer no(String why) {
    return Answer.text(403, "The request was refused: " + why + ".\n");
  }
}
