package dev.weir.wal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the files under `wal/v1` hold. [#main] wrote them, once; a later format gets a folder of
/// its own, and this one is never written again.
final class OldLog {
  static final int MESSAGES = 150;

  private OldLog() {}

  static Message message(int number) {
    var value = "value %d ".formatted(number).repeat(number % 7 == 0 ? 200 : 40).getBytes(UTF_8);
    return switch (number % 5) {
      case 0 -> new Message("rides", 3, 1_700_000_000_000L + number, null, value, List.of());
      case 1 -> new Message("rides", Message.ANY_PARTITION, number, new byte[0], value, headers());
      case 2 -> new Message("Größe", Message.ANY_PARTITION, number, value, null, List.of());
      case 3 -> new Message("t", 0, -1, new byte[] {0, -1}, new byte[0], headers());
      default -> new Message("rides", Message.ANY_PARTITION, number, null, value, List.of());
    };
  }

  static @Nullable Problem reason(int number) {
    return number % 50 == 49 ? Problem.invalidTopic("a b") : null;
  }

  private static List<Header> headers() {
    return List.of(new Header("trace", new byte[] {1, 2}), new Header("none", null));
  }

  /// Acknowledged are those of the middle but a few, so that files were put together, and some.
  static boolean waits(int number) {
    return number < 20 ? number % 3 != 0 : number >= 130 || number % 40 == 0;
  }

  public static void main(String[] folder) {
    try (var box = new LoggedBox(Path.of(folder[0]))) {
      for (var number = 0; number < MESSAGES; number++) {
        box.append(message(number), reason(number));
      }
      for (var number = 0; number < MESSAGES; number++) {
        if (!waits(number)) box.wal().ack(number);
      }
      for (var n = 0; n < 5; n++) box.tickAfter(Duration.ofSeconds(2));
    }
  }
}
