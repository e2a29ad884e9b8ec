package dev.weir.gateway.net;

import dev.weir.delivery.Budget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// Uncompresses a message without trusting that it stays small: a few bytes can unfold to
/// gigabytes.
sealed interface Gunzip {
  @SuppressWarnings("ArrayRecordComponent") // handed over, compared by nobody
  record Plain(byte[] bytes) implements Gunzip {}

  record TooLarge() implements Gunzip {}

  record NoRoom() implements Gunzip {}

  record Broken(String why) implements Gunzip {}

  /// More than most messages grow by, so that most are uncompressed in one go.
  int GROWTH = 4;

  /// Takes room for what it unfolds as it goes on. It is given back at the end, for the message
  /// then goes straight to the delivery, which takes its own.
  static Gunzip atMost(int bytesMax, byte[] zipped, Budget budget) {
    var room = new Room(budget);
    try (var unzipping = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      return unfold(bytesMax, GROWTH * zipped.length, unzipping, room);
    } catch (IOException e) {
      return new Broken(e.toString());
    } finally {
      budget.giveBack(room.takenBytes);
    }
  }

  private static Gunzip unfold(int bytesMax, int guessBytes, InputStream unzipping, Room room)
      throws IOException {
    var bytes = new byte[0];
    var length = 0;
    for (var capacity = guessBytes; length <= bytesMax; capacity = 2 * capacity) {
      capacity = Math.min(capacity, bytesMax + 1);
      if (!room.grow(capacity)) return new NoRoom();
      bytes = Arrays.copyOf(bytes, capacity);
      length += unzipping.readNBytes(bytes, length, capacity - length);
      if (length < capacity) return new Plain(Arrays.copyOf(bytes, length));
    }
    return new TooLarge();
  }

  /// What was taken of the budget so far; the little that most messages want is free.
  final class Room {
    private final Budget budget;
    private long takenBytes;

    private Room(Budget budget) {
      this.budget = budget;
    }

    private boolean grow(long bytes) {
      var moreBytes = bytes - takenBytes;
      if (bytes <= GrpcRoom.FREE_BYTES) return true;
      if (!budget.take(moreBytes)) return false;
      takenBytes = bytes;
      return true;
    }
  }
}
