package dev.weir.cli.message;

/// Input that does not fit its format. Its text is for people.
///
/// The reader goes on behind it where [#goesOn]; where lengths tell what is what, nobody knows
/// where the next message begins.
final class BadMessage extends IllegalStateException {
  private static final long serialVersionUID = 1;

  private final long number;
  private final String why;
  private final byte[] bytes;
  private final boolean goesOn;

  BadMessage(long number, String unit, String why, byte[] bytes, boolean goesOn) {
    super("%s %,d does not fit the format: %s".formatted(unit, number, why));
    this.number = number;
    this.why = why;
    this.bytes = bytes;
    this.goesOn = goesOn;
  }

  /// Of the line, or of the message where there are no lines; from 1.
  public long number() {
    return number;
  }

  public String why() {
    return why;
  }

  /// All that was passed over, with its end. Not to be written to.
  public byte[] bytes() {
    return bytes;
  }

  public boolean goesOn() {
    return goesOn;
  }
}
