package dev.weir.gateway.audit;

import dev.weir.gateway.net.Head;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the lines of the log `dev.weir.audit`. Never a body, a query, a password or a key. Any
/// thread.
public final class Audit {
  private static final Logger log = LoggerFactory.getLogger("dev.weir.audit");
  private static final int LENGTH_MAX = 200;

  private Audit() {}

  /// A change that somebody made, or tried to.
  public static void changed(String who, Head head, int status) {
    note(who, head, String.valueOf(status));
  }

  public static void loggedIn(String who, Head head) {
    note(who, head, "logged in");
  }

  public static void loggedOut(String who, Head head) {
    note(who, head, "logged out");
  }

  /// Somebody was not let in.
  ///
  /// @param who they said they are
  public static void refused(String who, Head head, String why) {
    note(who, head, "refused: " + why);
  }

  /// Of so many there is no line.
  public static void more(long refused) {
    log.info("{} more were refused meanwhile; weir_auth_failures_total counts all", refused);
  }

  private static void note(String who, Head head, String result) {
    log.info(
        "{} from {}: {} {}: {}",
        printable(who),
        printable(head.client()),
        printable(head.method()),
        printable(head.path()),
        result);
  }

  /// A log is read by line.
  private static String printable(String text) {
    var cut = text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) + "…" : text;
    return cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
  }
}
