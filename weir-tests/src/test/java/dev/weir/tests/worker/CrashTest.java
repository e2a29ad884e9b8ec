package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Processes of a group die or stand still.
@Timeout(120)
class CrashTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(5);
  private static final int PARTITIONS = 6;

  /// The map of a commit that holds offset 0 and has 1 to 999.
  private static final String ALL_BUT_THE_FIRST = "weir1.W9lVcgAB5wc";

  @RegisterExtension static final BrokerExtension kafka = QuickGroups.broker();

  @TempDir private Path folder;

  @Test
  void s31_a_member_that_stood_still_commits_nothing_of_what_it_lost_and_works_again()
      throws Exception {
    standStill(QuickGroups.CLASSIC, Duration.ofSeconds(5));
  }

  @Test
  @Tag("chaos")
  void s31_so_it_is_for_half_a_minute_and_by_the_broker_s_protocol() throws Exception {
    standStill(List.of(), Duration.ofSeconds(30));
  }

  private void standStill(List<String> settings, Duration time) throws Exception {
    var topic = WorkerTopic.create(kafka, PARTITIONS);
    try (var members = members(topic, Duration.ofMillis(50), settings)) {
      var first = members.join();
      var second = members.join();
      topic.write(6_000, i -> "k" + i % 500);
      Await.until(
          "both work",
          PATIENCE,
          () -> hasWork(members, topic) && begins(first) > 200 && begins(second) > 200);
      var commits = CommitWatch.over(topic);

      first.pause();
      Await.passInterruptibly(time);
      first.resume();
      topic.write(2_000, i -> "k" + i % 500);
      Await.until("all is done", PATIENCE, () -> isDone(members, topic, commits));

      members.lostNothing(topic);
      Await.until("it knows what it lost", () -> first.has(Journal.What.LOST));

      Await.until("it works again", PATIENCE, () -> hasWork(members, topic) && worksAgain(first));
      Await.until("all is done", PATIENCE, () -> isDone(members, topic, commits));
      members.lostNothing(topic);
    }
  }

  /// So that one does not do all while the other one waits for its partitions.
  private static boolean hasWork(Members members, WorkerTopic topic) {
    if (members.done() == topic.written()) topic.write(1_000, i -> "k" + i % 500);
    return true;
  }

  private static long begins(Member member) {
    return member.count(Journal.What.BEGUN);
  }

  private static boolean worksAgain(Member member) {
    return member.last(Journal.What.BEGUN) > member.last(Journal.What.LOST);
  }

  private static boolean isDone(Members members, WorkerTopic topic, CommitWatch commits) {
    commits.neverGoBack();
    return members.done() == topic.written() && topic.committed().equals(topic.ends());
  }

  @Test
  void s32_after_kill_9_only_what_was_held_comes_again() throws Exception {
    var topic = WorkerTopic.create(kafka, 1).write(1_000, i -> "k" + i);
    try (var members = members(topic, Duration.ZERO, List.of())) {
      var first = members.join("k0");
      Await.until("999 are done", PATIENCE, () -> first.count(Journal.What.ENDED) == 999);
      Await.until(
          "a commit knows of them", PATIENCE, () -> topic.metadata(0).equals(ALL_BUT_THE_FIRST));
      assertThat(topic.committed()).containsEntry(0, 0L);

      first.kill();
      var second = members.join();
      Await.until("all is settled", PATIENCE, () -> topic.committed().equals(topic.ends()));

      var again =
          second.lines().stream().filter(line -> line.what() == Journal.What.BEGUN).toList();
      assertThat(again).extracting(Journal.Line::record).containsExactly("k0/1");
      members.lostNothing(topic).wereInOrder();
      assertThat(members.duplicates()).isZero();
    }
  }

  @Test
  void s35_kill_9_loses_nothing_and_little_comes_again() throws Exception {
    killed(2, 6_000, Duration.ofMillis(10));
  }

  @Test
  @Tag("chaos")
  @Timeout(600)
  void s35_so_it_is_ten_times_in_100_000_records() throws Exception {
    killed(10, 100_000, Duration.ofMillis(1));
  }

  private void killed(int kills, int records, Duration work) throws Exception {
    var seed = Long.getLong("weir.seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    var topic = WorkerTopic.create(kafka, PARTITIONS).write(records, i -> "k" + i % 1_000);
    try (var members = members(topic, work, List.of())) {
      for (var kill = 1; kill <= kills; kill++) {
        var member = members.join();
        var share = records / (kills + 1);
        var at = (kill - 1) * share + random.nextInt(share);
        Await.until("some work", LONG_PATIENCE, () -> members.done() > at);
        member.kill();
      }
      members.join();
      Await.until("all is settled", LONG_PATIENCE, () -> topic.committed().equals(topic.ends()));

      System.out.printf("s35: -Dweir.seed=%d, %d kills: %s%n", seed, kills, members.figures());
      members.lostNothing(topic).wereInOrder();
    }
  }

  @Test
  void members_that_come_go_die_and_stand_still_lose_nothing() throws Exception {
    random(5, 6_000);
  }

  @Test
  @Tag("chaos")
  @Timeout(1_200)
  void so_it_is_with_many_of_them() throws Exception {
    random(60, 100_000);
  }

  private void random(int steps, int records) throws Exception {
    var seed = Long.getLong("weir.seed", System.nanoTime());
    System.out.printf("members: -Dweir.seed=%d%n", seed);
    var topic = WorkerTopic.create(kafka, PARTITIONS).write(records, i -> "k" + i % 1_000);
    try (var members = members(topic, Duration.ofMillis(20), List.of())) {
      var commits = CommitWatch.over(topic);
      new Fates(members, new SplittableRandom(seed), commits).run(steps);
      Await.until("all is done", LONG_PATIENCE, () -> isDone(members, topic, commits));

      System.out.printf("members: -Dweir.seed=%d: %s%n", seed, members.figures());
      members.lostNothing(topic);
    }
  }

  private Members members(WorkerTopic topic, Duration work, List<String> settings)
      throws IOException {
    return new Members(new Member.Plan(kafka, topic, folder, work, settings));
  }
}
