package dev.weir.cli.log;

import java.util.Locale;

/// How lines of the log look.
public enum LogFormat {
  HUMAN,
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
