package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Problem;
import dev.weir.metrics.Metrics;
import dev.weir.testkit.FakeClock;
import dev.weir.testkit.disk.FaultyDisk;
import dev.weir.testkit.disk.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The log on threads of its own.
@Timeout(60)
final class GroupCommitTest {
  @TempDir private Path folder;
  private final Semaphore forces = new Semaphore(0);
  private FaultyDisk disk;
  private WalOptions options;
  private Wal wal;

  @BeforeEach
  void open() throws IOException {
    disk = FaultyDisk.in(folder);
    options = new WalOptions("kafka", disk.path("wal"), 64 << 20, 1 << 20);
    wal = Wal.open(options, new Metrics(), new FakeClock());
  }

  @AfterEach
  void close() throws IOException {
    disk.heal();
    forces.release(1_000_000);
    wal.close();
    disk.close();
  }

  private CompletableFuture<Boolean> append(long id) {
    var told = new CompletableFuture<Boolean>();
    var message = Sample.sized(id, 200).message();
    var sequence =
        wal.append(
            message,
            null,
            new Wal.Listener() {
              @Override
              public void stored() {
                told.complete(true);
              }

              @Override
              public void notStored(Problem why) {
                told.complete(false);
              }
            });
    assertThat(sequence).isNotEqualTo(Wal.NOT_APPENDED);
    return told;
  }

  private static void await(List<CompletableFuture<Boolean>> answers) throws Exception {
    CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)).get(20, TimeUnit.SECONDS);
  }

  @Test
  void while_a_slow_disk_forces_one_group_the_next_one_grows() throws Exception {
    var first = append(0);
    wal.commit();
    first.get(20, TimeUnit.SECONDS);
    disk.onForce(forces::acquireUninterruptibly);
    var before = disk.calls(Operation.FORCE);

    var answers = new ArrayList<CompletableFuture<Boolean>>();
    for (var id = 1; id <= 500; id++) {
      answers.add(append(id));
      wal.commit();
    }
    forces.release(1_000);
    await(answers);

    assertThat(answers).allMatch(CompletableFuture::join);
    assertThat(disk.calls(Operation.FORCE) - before).isLessThanOrEqualTo(3);
  }

  @Test
  void closing_makes_safe_what_was_appended_and_lets_go_of_the_folder() throws Exception {
    var threads = Thread.activeCount();
    var answers = new ArrayList<CompletableFuture<Boolean>>();
    for (var id = 0; id < 10_000; id++) {
      answers.add(append(id));
      if (id % 100 == 0) wal.commit();
    }
    for (var sequence = 0; sequence < 5_000; sequence++) wal.ack(sequence);

    wal.close();
    wal.close();

    await(answers);
    assertThat(answers).allMatch(CompletableFuture::join);
    assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
    disk.powerCut();
    wal = Wal.open(options, new Metrics(), new FakeClock());
    assertThat(wal.waiting()).isEqualTo(5_000);
    var next = wal.next();
    assertThat(next).isNotNull().extracting(Entry::sequence).isEqualTo(5_000L);
  }

  @Test
  void closing_does_not_wait_for_ever_for_a_disk_that_hangs() throws Exception {
    disk.onForce(forces::acquireUninterruptibly);
    var answer = append(0);
    wal.commit();

    var closing = CompletableFuture.runAsync(wal::close);

    assertThat(closing).succeedsWithin(20, TimeUnit.SECONDS);
    assertThat(answer.getNow(false)).isFalse();
  }

  @Test
  void closing_does_not_wait_for_ever_for_what_it_writes_itself() {
    disk.onForce(forces::acquireUninterruptibly);
    var answer = append(0);

    var closing = CompletableFuture.runAsync(wal::close);

    assertThat(closing).succeedsWithin(20, TimeUnit.SECONDS);
    assertThat(answer.getNow(false)).isFalse();
  }

  @Test
  void acknowledgements_from_many_threads_are_all_kept() throws Exception {
    var answers = new ArrayList<CompletableFuture<Boolean>>();
    for (var id = 0; id < 20_000; id++) answers.add(append(id));
    wal.commit();
    await(answers);

    var workers = new ArrayList<CompletableFuture<Void>>();
    for (var worker = 0; worker < 4; worker++) {
      var first = worker;
      workers.add(CompletableFuture.runAsync(() -> ackEachFourth(first)));
    }
    for (var worker : workers) worker.get(20, TimeUnit.SECONDS);

    assertThat(wal.waiting()).isEqualTo(1);
    assertThat(wal.next()).isNull();
    wal.release(19_999);
    wal.seek(0);
    assertThat(wal.next()).isNotNull().extracting(Entry::sequence).isEqualTo(19_999L);
  }

  private void ackEachFourth(int first) {
    for (var sequence = first; sequence < 19_999; sequence += 4) {
      wal.ack(sequence);
      wal.ack(sequence);
    }
  }
}
