package dev.weir.gateway.net;

import dev.weir.delivery.Budget;
import dev.weir.fuzz.Law;
import java.util.Arrays;

/// A packed body: it is unfolded within its bounds or refused, and the room that it took comes
/// back. The first byte of the input says how it is packed.
public final class UnpackedTarget {
  private static final int BYTES_MAX = 1 << 16;
  private static final int BUDGET_BYTES = 64 << 20;

  private UnpackedTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) return;
    var packings = Packing.values();
    var packing = packings[(input[0] & 0xFF) % packings.length];
    var budget = new Budget(BUDGET_BYTES);
    var packed = Arrays.copyOfRange(input, 1, input.length);
    switch (Unpacked.of(packing, packed, BYTES_MAX, budget)) {
      case Unpacked.Plain(var bytes) -> Law.holds(bytes.length <= BYTES_MAX, "a bound holds");
      case Unpacked.TooLarge(), Unpacked.Bomb(), Unpacked.NoRoom() -> {}
      case Unpacked.Broken(var why) -> Law.holds(!why.isBlank(), "a refusal says why");
    }
    Law.same(0L, budget.usedBytes(), "all room comes back");
  }
}
