package dev.weir.worker;

import static dev.weir.worker.Records.failure;
import static dev.weir.worker.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
final class CopiesOutageTest {
  private static final Failure FAILURE = failure(new IllegalStateException("no"), 5);

  @TempDir Path directory;
  private final Troubles troubles = new Troubles();

  @Test
  void a_copy_waits_for_a_broker_that_is_away_and_is_written_once() throws Exception {
    try (var cluster = new Cluster(directory);
        var copies = new Copies(Records.plan(cluster.bootstrap()), troubles)) {
      cluster.make("known", 1);
      cluster.make("new", 1);
      copies
          .deadLetter(record(new Position("known", 0, 0)), FAILURE)
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);
      cluster.stop();

      var known = copies.deadLetter(record(new Position("known", 0, 1)), FAILURE);
      var fresh = copies.deadLetter(record(new Position("new", 0, 1)), FAILURE);

      assertThat(troubles.next()).isNotNull();
      assertThat(troubles.next()).isNotNull();
      cluster.start();
      known.toCompletableFuture().get(30, TimeUnit.SECONDS);
      fresh.toCompletableFuture().get(30, TimeUnit.SECONDS);
      troubles.awaitOver();
      troubles.awaitOver();
      assertThat(cluster.read("known.dlt")).hasSize(2);
      assertThat(cluster.read("new.dlt")).hasSize(1);
    }
  }
}
