package dev.weir.cli.message;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a number stands in text: in digits, or in so many bits. All bits set stand for −1, which is
/// the length of what is not there.
record NumberShape(Kind kind, int bits) {
  /// The ways.
  enum Kind {
    DIGITS,
    BIG,
    LITTLE,
    HEX
  }

  static final NumberShape DIGITS = new NumberShape(Kind.DIGITS, Long.SIZE);
  static final NumberShape BIG_32 = new NumberShape(Kind.BIG, Integer.SIZE);

  private static final Pattern NAME = Pattern.compile("(big|little|hex)(8|16|32|64)");

  /// Null where that is no name of one.
  static @Nullable NumberShape named(String name) {
    if (name.equals("text")) return DIGITS;
    var matcher = NAME.matcher(name);
    if (!matcher.matches()) return null;
    var kind =
        switch (matcher.group(1)) {
          case "big" -> Kind.BIG;
          case "little" -> Kind.LITTLE;
          default -> Kind.HEX;
        };
    return new NumberShape(kind, Integer.parseInt(matcher.group(2)));
  }

  /// Whether it takes as many bytes whatever the number.
  boolean isFixed() {
    return kind != Kind.DIGITS;
  }

  /// The bytes that it takes where it is fixed.
  int sizeBytes() {
    return kind == Kind.HEX ? bits / 4 : bits / Byte.SIZE;
  }

  byte[] bytes(long number) {
    if (kind == Kind.DIGITS) return ascii(Long.toString(number));
    if (bits < Long.SIZE && (number < -1 || number >= (1L << bits) - 1)) throw tooLarge(number);
    if (kind == Kind.HEX) {
      var digits = "%016x".formatted(number);
      return ascii(digits.substring(digits.length() - sizeBytes()));
    }
    var bytes = new byte[sizeBytes()];
    for (var i = 0; i < bytes.length; i++) bytes[place(i)] = (byte) (number >>> (Byte.SIZE * i));
    return bytes;
  }

  private static byte[] ascii(String digits) {
    return digits.getBytes(StandardCharsets.US_ASCII);
  }

  private int place(int index) {
    return kind == Kind.LITTLE ? index : sizeBytes() - 1 - index;
  }

  private Failure tooLarge(long number) {
    return new Failure(
        ExitCode.FAILED,
        "The message cannot be printed",
        "%,d does not fit in %d bits".formatted(number, bits),
        "Use more bits in the format: {big64}.");
  }

  /// The number of fixed bytes.
  long number(byte[] bytes) {
    if (kind == Kind.HEX) return whole(hex(bytes));
    var number = 0L;
    for (var i = 0; i < bytes.length; i++) {
      number |= (bytes[place(i)] & 0xffL) << (Byte.SIZE * i);
    }
    return whole(number);
  }

  private static long hex(byte[] digits) {
    var text = new String(digits, StandardCharsets.ISO_8859_1);
    try {
      return Long.parseUnsignedLong(text, 16);
    } catch (NumberFormatException e) {
      throw new Misfit("'%s' is no hexadecimal number".formatted(text), e);
    }
  }

  private long whole(long number) {
    return bits < Long.SIZE && number == (1L << bits) - 1 ? -1 : number;
  }
}
