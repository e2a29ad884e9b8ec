package dev.weir.cli.message;

import java.io.IOException;

/// What should be a message is none. The reader that threw it goes on behind it.
public final class MalformedMessage extends IOException {
  private static final long serialVersionUID = 1;

  private final long line;
  private final transient byte[] raw;
  private final boolean tooLong;

  /// @param line from 1
  /// @param raw what stands there, without its end
  public MalformedMessage(long line, byte[] raw, String why) {
    this(line, raw, why, false);
  }

  private MalformedMessage(long line, byte[] raw, String why, boolean tooLong) {
    super(why);
    this.line = line;
    this.raw = raw;
    this.tooLong = tooLong;
  }

  /// @param raw its beginning
  static MalformedMessage tooLong(long line, byte[] raw, int bytesMax) {
    var why = "it is longer than the %,d MiB that a message may have".formatted(bytesMax >> 20);
    return new MalformedMessage(line, raw, why, true);
  }

  /// Whether it was not looked at for its length, and not kept.
  public boolean isTooLong() {
    return tooLong;
  }

  public long line() {
    return line;
  }

  public byte[] raw() {
    return raw;
  }
}
