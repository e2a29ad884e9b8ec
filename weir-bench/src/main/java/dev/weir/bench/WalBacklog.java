package dev.weir.bench;

import dev.weir.wal.Wal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// A log that a killed process left full: opened, read to its end, acknowledged in no order.
final class WalBacklog {
  private final Path folder;

  WalBacklog(Path folder) {
    this.folder = folder;
  }

  void measure(Map<String, Double> figures) throws IOException {
    figures.put("replay-cold", dropFromCache() ? 1.0 : 0.0);
    var start = System.nanoTime();
    var wal = WalRounds.open(folder);
    figures.put("open-ms", (System.nanoTime() - start) / 1e6);
    try (wal) {
      var sequences = new long[Math.toIntExact(wal.waiting())];
      replay(wal, sequences, figures);
      ack(wal, sequences, figures);
    }
  }

  private static void replay(Wal wal, long[] sequences, Map<String, Double> figures) {
    var start = System.nanoTime();
    var bytes = 0L;
    var count = 0;
    for (var entry = wal.next(); entry != null; entry = wal.next()) {
      sequences[count++] = entry.sequence();
      bytes += entry.message().sizeBytes();
    }
    var seconds = (System.nanoTime() - start) / 1e9;
    if (count != sequences.length) {
      throw new IllegalStateException(
          "Of %,d records %,d were read".formatted(sequences.length, count));
    }
    figures.put("replay-rate", count / seconds);
    figures.put("replay-mib", bytes / seconds / (1 << 20));
  }

  private static void ack(Wal wal, long[] sequences, Map<String, Double> figures) {
    shuffle(sequences);
    var start = System.nanoTime();
    for (var sequence : sequences) wal.ack(sequence);
    figures.put("ack-micros", (System.nanoTime() - start) / 1e3 / sequences.length);
  }

  private static void shuffle(long[] sequences) {
    var random = new Random(1);
    for (var i = sequences.length - 1; i > 0; i--) {
      var other = random.nextInt(i + 1);
      var kept = sequences[i];
      sequences[i] = sequences[other];
      sequences[other] = kept;
    }
  }

  /// Whether the files have to be read from the disk again: `dd` has a flag for it, Java has not.
  private boolean dropFromCache() throws IOException {
    var all = true;
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) all &= drop(file);
    }
    return all;
  }

  private static boolean drop(Path file) {
    try {
      var dd =
          new ProcessBuilder("dd", "if=" + file, "iflag=nocache", "count=0")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return dd.waitFor(10, TimeUnit.SECONDS) && dd.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
