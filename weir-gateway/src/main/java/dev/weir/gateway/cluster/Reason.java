package dev.weir.gateway.cluster;

import java.util.Locale;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/// Why Kafka does not answer, in words: who logs in wrongly needs to know which check has failed.
final class Reason {
  private static final int CAUSES_MAX = 10;

  private Reason() {}

  static String of(Throwable failure) {
    return switch (failure) {
      case SslAuthenticationException e -> encrypted(e);
      case AuthenticationException e -> String.valueOf(e.getMessage());
      default -> failure.toString();
    };
  }

  /// What TLS itself says stands in the last of the causes.
  private static String encrypted(SslAuthenticationException e) {
    var said = String.valueOf(e.getMessage());
    var last = String.valueOf(last(e).getMessage());
    var text = last.equals(said) ? said : said + ": " + last;
    return ofAnotherHost(last)
        ? text + "; its certificate is of another host (ssl.endpoint.identification.algorithm)"
        : text;
  }

  private static Throwable last(Throwable failure) {
    var last = failure;
    for (var i = 0; i < CAUSES_MAX; i++) {
      var cause = last.getCause();
      if (cause == null) break;
      last = cause;
    }
    return last;
  }

  private static boolean ofAnotherHost(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("no name matching") || lower.startsWith("no subject alternative");
  }
}
