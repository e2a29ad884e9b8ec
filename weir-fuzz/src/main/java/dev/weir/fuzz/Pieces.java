package dev.weir.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The bytes of an input as they may come from a connection: in pieces of any length.
///
/// The first byte of the input says how it is cut, so that a cut that leads to a fault is found
/// again.
public final class Pieces {
  private static final int LENGTH_MAX = 37; // most headers and most bodies are cut
  private static final int MULTIPLIER = 1_103_515_245;
  private static final int INCREMENT = 12_345;

  private Pieces() {}

  /// All in one.
  public static List<byte[]> whole(byte[] input) {
    return List.of(stream(input));
  }

  public static List<byte[]> cut(byte[] input) {
    var stream = stream(input);
    var pieces = new ArrayList<byte[]>();
    int choice = input.length == 0 ? 0 : input[0];
    for (int from = 0, to; from < stream.length; from = to) {
      // A byte at a time is a case of its own.
      var length = choice == 0 ? 1 : 1 + (choice >>> 16) % LENGTH_MAX;
      to = Math.min(stream.length, from + length);
      pieces.add(Arrays.copyOfRange(stream, from, to));
      choice = choice == 0 ? 0 : next(choice);
    }
    return pieces;
  }

  private static int next(int choice) {
    return ((choice * MULTIPLIER + INCREMENT) & Integer.MAX_VALUE) | 1;
  }

  private static byte[] stream(byte[] input) {
    return input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
  }
}
