package dev.weir.cli.bench;

import java.util.Locale;

/// The ways into a gateway that can be put load on.
enum Protocol {
  PUSH,
  TOPICS,
  REST,
  UNIX;

  boolean isHttp() {
    return this == PUSH || this == TOPICS || this == REST;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
