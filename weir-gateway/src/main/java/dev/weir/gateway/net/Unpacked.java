package dev.weir.gateway.net;

import dev.weir.delivery.Budget;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// What came of unpacking a body or a message, without trusting that it stays small: a few bytes
/// can unfold to gigabytes.
sealed interface Unpacked {
  @SuppressWarnings("ArrayRecordComponent") // handed over, compared by nobody
  record Plain(byte[] bytes) implements Unpacked {}

  record TooLarge() implements Unpacked {}

  /// It unfolds to so much more than it is that somebody made it for that.
  record Bomb() implements Unpacked {}

  record NoRoom() implements Unpacked {}

  record Broken(String why) implements Unpacked {}

  /// More than most messages grow by, so that most are unpacked in one go.
  int GROWTH = 4;

  /// From how much on it may be a bomb.
  int BOMB_BYTES_MIN = 1 << 20;

  /// How many times as much there may be of it then.
  int RATIO_MAX = 100;

  /// Takes room for what it unfolds as it goes on, and stops where there is too much of it. The
  /// room is given back at the end: whoever keeps the bytes takes its own.
  static Unpacked of(Packing packing, byte[] packed, int bytesMax, Budget budget) {
    if (packed.length == 0) return new Broken("there is nothing");
    var room = new Room(budget, packing.windowBytes());
    try (var unpacking = packing.open(packed)) {
      return unfold(bytesMax, packed.length, unpacking, room);
    } catch (IOException e) {
      return new Broken(e.toString());
    } finally {
      budget.giveBack(room.takenBytes);
    }
  }

  private static Unpacked unfold(int bytesMax, int packedBytes, InputStream unpacking, Room room)
      throws IOException {
    var bytes = new byte[0];
    var length = 0;
    var expected = Math.max(BOMB_BYTES_MIN, (long) RATIO_MAX * packedBytes);
    var guess = Math.max(64, (long) GROWTH * packedBytes); // never nothing, for it doubles
    for (var wanted = guess; length <= bytesMax; wanted = 2L * bytes.length) {
      var capacity = (int) Math.min(wanted, bytesMax + 1L);
      if (!room.grow(capacity)) return new NoRoom();
      bytes = Arrays.copyOf(bytes, capacity);
      length += unpacking.readNBytes(bytes, length, capacity - length);
      if (length > expected && length <= bytesMax) return new Bomb();
      if (length < capacity) return new Plain(Arrays.copyOf(bytes, length));
    }
    return new TooLarge();
  }

  /// What was taken of the budget so far; the little that most messages want is free.
  final class Room {
    private final Budget budget;
    private final long windowBytes;
    private long takenBytes;

    private Room(Budget budget, long windowBytes) {
      this.budget = budget;
      this.windowBytes = windowBytes;
    }

    /// What has been unfolded may be there twice, as far as the unpacking looks back.
    private boolean grow(long bytes) {
      var wanted = bytes + Math.min(bytes, windowBytes);
      if (wanted <= CallRoom.FREE_BYTES) return true;
      if (!budget.take(wanted - takenBytes)) return false;
      takenBytes = wanted;
      return true;
    }
  }
}
