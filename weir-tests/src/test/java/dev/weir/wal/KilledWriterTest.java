package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.metrics.Metrics;
import dev.weir.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed at any moment, again and again, on the same folder.
@Timeout(120)
final class KilledWriterTest {
  @TempDir private Path folder;

  @Test
  void what_a_killed_process_had_stored_is_there() throws Exception {
    var random = new Random(Long.getLong("weir.seed", System.nanoTime()));
    var stored = new HashSet<Long>();

    for (var round = 1L; round <= 5; round++) {
      var first = round * 1_000_000;
      var last = killAfter(1 + random.nextInt(3_000), first);
      for (var id = first; id <= last; id++) stored.add(id);

      assertThat(readAll()).containsAll(stored);
    }
  }

  /// Kills it once so many records were said to be stored; answers the last number it said.
  private long killAfter(int records, long first) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var path = System.getProperty("java.class.path");
    var line =
        new String[] {
          java, "-cp", path, EndlessWriter.class.getName(), folder.toString(), Long.toString(first)
        };
    var writer = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var last = first - 1;
    try (var said = writer.inputReader()) {
      for (var text = said.readLine(); text != null; text = said.readLine()) {
        if (!text.matches("\\d+")) continue;
        assertThat(Long.parseLong(text)).isEqualTo(last + 1);
        last++;
        if (last - first == records) writer.destroyForcibly();
      }
    } catch (IOException e) {
      // The pipe broke with the process.
    }
    assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return last;
  }

  private Set<Long> readAll() {
    var options = new WalOptions("killed", folder, 1L << 30, 1 << 20);
    var found = new HashSet<Long>();
    try (var log = Wal.open(options, new Metrics(), new FakeClock(), Runnable::run)) {
      for (var entry = log.next(); entry != null; entry = log.next()) {
        found.add(Long.parseLong(entry.message().topic().substring(Sample.TOPIC.length())));
      }
    }
    return found;
  }
}
