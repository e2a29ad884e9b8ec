package dev.weir.gateway.door;

import java.util.Locale;

/// Why somebody is not let in, as the metric has it.
enum Reason {
  /// It does not say who sends it.
  MISSING("no key, password or login"),
  /// Nobody has such a password, key or login.
  WRONG("wrong password or key"),
  /// Whether a token is right cannot be told: the keys of who signs them are away.
  AWAY("the keys for tokens are away"),
  /// They may not do that.
  FORBIDDEN("not theirs to do"),
  /// Too many from there were wrong.
  WAITING("too many attempts"),
  /// A web page of another site sent it, or a name that is not ours was asked for.
  FOREIGN("a page of another site, or not on this machine");

  final String words;

  Reason(String words) {
    this.words = words;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
