package dev.weir.delivery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class InboxTest {
  private record Numbered(int poster, int number) {}

  @Test
  void what_was_posted_runs_once_and_oldest_first() {
    var inbox = new Inbox(Thread.currentThread());
    var ran = new ArrayList<Integer>();
    for (var i = 0; i < 5; i++) inbox.post(add(ran, i));

    inbox.runAll(0);
    inbox.runAll(0);

    assertThat(ran).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void what_is_posted_while_items_run_is_run_the_next_time() {
    var inbox = new Inbox(Thread.currentThread());
    var ran = new ArrayList<Integer>();
    inbox.post(
        item(() -> {
          ran.add(1);
          inbox.post(add(ran, 2));
        }));

    inbox.runAll(0);
    var ranAtFirst = List.copyOf(ran);
    inbox.runAll(0);

    assertThat(ranAtFirst).containsExactly(1);
    assertThat(ran).containsExactly(1, 2);
  }

  @Test
  void an_empty_inbox_lets_its_owner_go_after_the_time_it_wanted_to_park() {
    var inbox = new Inbox(Thread.currentThread());

    inbox.runAll(1_000);

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void each_posters_order_is_kept_among_many() throws Exception {
    var posters = 8;
    var each = 20_000;
    var ran = new ArrayList<Numbered>();
    var inbox = new AtomicReference<@Nullable Inbox>();
    var owner = owner(inbox, () -> ran.size() == posters * each);

    var posting =
        IntStream.range(0, posters)
            .mapToObj(poster -> thread(() -> postAll(inbox(inbox), ran, poster, each)))
            .toList();
    for (var poster : posting) poster.join();
    owner.join();

    for (var poster = 0; poster < posters; poster++) {
      var mine = poster;
      var numbers = ran.stream().filter(r -> r.poster() == mine).map(Numbered::number).toList();
      assertThat(numbers).isEqualTo(IntStream.range(0, each).boxed().toList());
    }
  }

  /// Each poster waits for its item before it posts the next, so the owner parks all the time and
  /// every post has to wake it.
  @Test
  void a_parked_owner_is_woken_by_every_post() throws Exception {
    var inbox = new AtomicReference<@Nullable Inbox>();
    var done = new Semaphore(0);
    var owner = owner(inbox, () -> done.availablePermits() > 0);
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);

    var posting =
        IntStream.range(0, 3)
            .mapToObj(seed -> thread(() -> pingUntil(deadline, inbox(inbox), seed)))
            .toList();
    for (var poster : posting) {
      assertThat(poster.join(Duration.ofSeconds(20))).as("woken each time").isTrue();
    }
    inbox(inbox).post(item(done::release));

    assertThat(owner.join(Duration.ofSeconds(20))).isTrue();
  }

  private static void postAll(Inbox inbox, List<Numbered> ran, int poster, int count) {
    for (var i = 0; i < count; i++) {
      var numbered = new Numbered(poster, i);
      inbox.post(item(() -> ran.add(numbered)));
    }
  }

  private static void pingUntil(long deadline, Inbox inbox, int seed) {
    var random = new SplittableRandom(seed);
    var pong = new Semaphore(0);
    while (System.nanoTime() - deadline < 0) {
      inbox.post(item(pong::release));
      pong.acquireUninterruptibly();
      var pause = random.nextInt(40);
      for (var i = 0; i < pause; i++) Thread.onSpinWait();
      if (pause == 0) LockSupport.parkNanos(random.nextInt(100_000));
    }
  }

  /// A thread that runs what is posted and never wakes by itself.
  private static Thread owner(AtomicReference<@Nullable Inbox> inbox, BooleanSupplier done) {
    var owner =
        Thread.ofPlatform()
            .daemon()
            .unstarted(() -> {
              while (!done.getAsBoolean()) inbox(inbox).runAll(Long.MAX_VALUE);
            });
    inbox.set(new Inbox(owner));
    owner.start();
    return owner;
  }

  private static Inbox inbox(AtomicReference<@Nullable Inbox> inbox) {
    return requireNonNull(inbox.get());
  }

  private static Thread thread(Runnable task) {
    return Thread.ofPlatform().daemon().start(task);
  }

  private static Inbox.Item add(List<Integer> ran, int number) {
    return item(() -> ran.add(number));
  }

  private static Inbox.Item item(Runnable task) {
    return new Inbox.Item() {
      @Override
      void run() {
        task.run();
      }
    };
  }
}
