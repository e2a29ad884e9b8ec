package dev.weir.cli.message;

import java.io.IOException;

/// What should be a message is none. The reader that threw it goes on behind it.
public final class MalformedMessage extends IOException {
  private static final long serialVersionUID = 1;

  private final long line;
  private final transient byte[] raw;

  /// @param line from 1
  /// @param raw what stands there, as far as it was kept, without its line feed
  public MalformedMessage(long line, byte[] raw, String why) {
    super(why);
    this.line = line;
    this.raw = raw;
  }

  public long line() {
    return line;
  }

  public byte[] raw() {
    return raw;
  }
}
