package dev.weir.wal;

import dev.weir.metrics.Metrics;
import java.nio.file.Path;

/// A program of its own that opens a log, says what came of it, and ends.
final class LockedFolder {
  static final String REFUSED = "refused: ";

  private LockedFolder() {}

  public static void main(String[] arguments) {
    var options = new WalOptions("other", Path.of(arguments[0]), 1 << 24, 1 << 20);
    try {
      Wal.open(options, new Metrics(), System::nanoTime, Runnable::run).close();
      System.out.println("opened");
    } catch (WalException e) {
      System.out.println(REFUSED + e.getMessage());
    }
  }
}
