package dev.weir.cli.topics;

import java.util.Locale;

/// Numbers as people say them.
final class Words {
  private Words() {}

  /// `1 partition`, `1,204 partitions`.
  static String count(long number, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
  }
}
