package dev.weir.gateway.door;

import dev.weir.config.Address;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lets in whoever is on this machine, and no page that a browser on it happens to show: for a
/// gateway that knows no users.
///
/// Where the port can be reached from elsewhere, nobody is let in. A page of another site is told
/// by what its browser says of it; one whose site has given itself the address of this machine, by
/// the name that it asks for.
///
/// @param host where the port listens
/// @param local whether only programs on this machine reach it
record Loopback(String host, boolean local) {
  /// What proxies say, those that do: the others must be told to keep `/admin` to themselves.
  private static final Set<String> PROXIES =
      Set.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

  private static final Pattern NAMES =
      Pattern.compile(
          "(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

  static final Loopback ELSEWHERE = new Loopback("", false);

  static Loopback of(Address listener) {
    return switch (listener) {
      case Address.Tcp(var host, _) -> new Loopback(host, Address.isLoopback(host));
      case Address.Off _ -> ELSEWHERE; // nobody comes
    };
  }

  /// Why a request is not let in, or null.
  @Nullable Answer refusal(Head head) {
    if (!local) {
      return Words.no(
          403,
          "the port can be reached from other machines, and nobody is set up who may use the"
              + " console, /api and /admin. Set up users or API keys (auth.users, auth.keys; 'weir"
              + " config password' and 'weir config key' make what stands there), or have"
              + " listen.http on 127.0.0.1, or listen.admin");
    }
    if (PROXIES.stream().anyMatch(name -> head.header(name) != null)) {
      return Words.no(
          403,
          "it came through a proxy, so anybody could have asked. Ask the port itself, or set up"
              + " users (auth.users, auth.keys)");
    }
    if (!isOurName(head.header("Host"))) return otherName();
    if (Pages.isAnotherOrigin(head)) return Words.foreign();
    return Pages.fromABrowser(head) ? Pages.refusal(head) : null;
  }

  /// Why a page is not let in that its browser takes for one of this port, where anybody else is
  /// let in: its site has given itself the address of this machine. Null where it is let in.
  @Nullable Answer refusalOfPage(Head head) {
    return local && Pages.isABrowser(head) && !isOurName(head.header("Host")) ? otherName() : null;
  }

  private static Answer otherName() {
    return Words.no(421, "its Host is no name of this machine. Ask for 127.0.0.1 or localhost");
  }

  private boolean isOurName(@Nullable String name) {
    return name == null || NAMES.matcher(name).matches() || isListener(name);
  }

  /// A name that is this machine's by its own hosts file.
  private boolean isListener(String name) {
    return name.replaceFirst(":\\d{1,5}$", "").equalsIgnoreCase(host);
  }
}
