package dev.weir.cli.contexts;

import java.util.Locale;
import java.util.regex.Pattern;

/// Which of Kafka's settings nobody may see.
public final class SecretNames {
  private static final Pattern SECRET =
      Pattern.compile(".*(password|secret|jaas|keystore\\.key|assertion\\.private|token$).*");

  private SecretNames() {}

  public static boolean contain(String name) {
    return SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /// An address, without the user and password that somebody may have written into it.
  public static String masked(String url) {
    return url.replaceAll("//[^/]*@", "//****@");
  }
}
