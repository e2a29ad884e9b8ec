package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Problem.Code;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// No message overtakes an older one of its topic, and no topic holds up another.
@Timeout(60)
final class OrderTest {
  @TempDir private Path folder;
  private SteppedLane lane;

  @BeforeEach
  void open() {
    lane = SteppedLane.in(folder);
  }

  @AfterEach
  void end() {
    lane.close();
    lane.assertBooksBalance();
  }

  @Test
  void what_failed_is_sent_again_before_what_came_later() {
    lane.postAll("1", "2", "3");
    lane.turn();
    var sent = lane.sink.takeAll();
    sent.get(1).deliver();
    SteppedLane.fail(sent.get(0), Code.UNAVAILABLE);
    SteppedLane.fail(sent.get(2), Code.UNAVAILABLE);
    lane.postAll("4");
    lane.turn();

    assertThat(lane.sink.texts()).containsExactly("1", "2", "3", "1", "3", "4");
  }

  @Test
  void the_log_has_in_its_order_also_what_came_as_the_outage_began() {
    lane.postAll("1", "2", "3", "4", "5");
    lane.turn();
    lane.failAll();
    lane.postAll("6");
    lane.settle();
    lane.close();
    lane = lane.next();

    assertThat(lane.recover()).containsExactly("1", "2", "3", "4", "5", "6");
  }

  @Test
  void what_failed_waits_until_nothing_later_of_its_topic_is_in_flight() {
    lane.postAll("1", "2", "3");
    lane.turn();
    var sent = lane.sink.takeAll();
    SteppedLane.fail(sent.get(0), Code.UNAVAILABLE);
    lane.postAll("4");
    lane.turn();
    SteppedLane.fail(sent.get(2), Code.UNAVAILABLE);
    lane.turn();
    var early = lane.sink.texts();
    sent.get(1).deliver();
    lane.turn();

    assertThat(early).containsExactly("1", "2", "3");
    assertThat(lane.sink.texts()).containsExactly("1", "2", "3", "1", "3", "4");
  }

  @Test
  void what_a_sink_forgot_is_sent_again_in_its_order() {
    lane.postAll("1", "2", "3");
    lane.turn();
    lane.sink.deliverFirst();
    lane.sink.loseMemory();
    lane.turn();
    lane.postAll("4");

    assertThat(lane.recover()).containsExactly("2", "3", "4");
  }

  @Test
  void what_fails_again_and_again_keeps_its_order() {
    lane.postAll("1", "2");
    lane.turn();
    for (var i = 0; i < 4; i++) {
      var sent = lane.sink.takeAll();
      SteppedLane.fail(sent.getLast(), Code.UNAVAILABLE);
      sent.subList(0, sent.size() - 1).forEach(FakeSink.Sent::deliver);
      lane.turn();
    }

    assertThat(lane.recover()).isEmpty();
    assertThat(lane.sink.texts()).containsExactly("1", "2", "2", "2", "2", "2");
  }

  @Test
  void a_full_sink_is_asked_again_and_is_not_away() {
    for (var i = 0; i < 4 * SteppedLane.FAILS; i++) {
      if (i == 0) lane.postAll("1");
      lane.turn();
      lane.failAll(Code.MEMORY_FULL);
    }

    assertThat(lane.lane.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(lane.lane.topicsAway()).isZero();
  }

  @Test
  void a_topic_without_an_answer_waits_in_the_log_and_holds_up_no_other() {
    lane.post("stuck", Acks.MEMORY, "s1");
    lane.post("well", Acks.MEMORY, "w1");
    lane.turn();
    var stuck = lane.sink.takeAll();
    stuck.get(1).deliver();
    lane.pass(SteppedLane.PATIENCE);

    lane.post("stuck", Acks.MEMORY, "s2");
    lane.post("well", Acks.MEMORY, "w2");
    lane.settle();
    lane.sink.deliverAll();
    lane.settle();

    assertThat(lane.sink.texts()).containsExactly("s1", "w1", "w2");
    assertThat(lane.lane.topicsAway()).isEqualTo(1);
    assertThat(lane.lane.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(lane.log().waiting()).isEqualTo(2);
    assertThat(lane.gate.inside()).as("in memory").isEqualTo(1);

    stuck.get(0).deliver();
    assertThat(lane.recover()).containsExactly("s2");
  }

  @Test
  void a_topic_that_is_refused_waits_in_the_log_and_holds_up_no_other() {
    lane.post("bad", Acks.MEMORY, "b1");
    for (var i = 0; i < SteppedLane.FAILS; i++) {
      lane.post("well", Acks.MEMORY, "w" + i);
      lane.turn();
      for (var sent : lane.sink.takeAll()) {
        if (sent.message().topic().equals("bad")) SteppedLane.fail(sent, Code.UNAVAILABLE);
        else sent.deliver();
      }
    }
    lane.settle();
    lane.post("bad", Acks.MEMORY, "b2");
    lane.post("well", Acks.MEMORY, "w5");
    lane.settle();

    assertThat(lane.lane.topicsAway()).isEqualTo(1);
    assertThat(lane.lane.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(lane.sink.texts()).endsWith("w5").doesNotContain("b2");
    lane.sink.deliverAll();
    assertThat(lane.recover()).containsExactly("b1", "b2");
  }

  @Test
  void what_came_in_an_outage_leaves_in_order_and_before_what_came_later() {
    lane.postAll("1", "2", "3", "4", "5");
    lane.goAway();
    lane.postAll("6", "7");
    lane.settle();
    lane.clock.advance(Duration.ofMillis(250));
    lane.turn();
    lane.postAll("8");

    assertThat(lane.recover()).containsExactly("4", "5", "6", "7", "8");
  }

  @Test
  void once_the_log_is_empty_a_message_goes_straight_to_the_sink_again() {
    lane.postAll("1");
    lane.goAway();
    lane.postAll("2", "3");
    lane.settle();
    lane.recover();
    lane.settle();
    var head = lane.log().head();

    lane.postAll("4", "5");
    lane.turn();

    assertThat(lane.sink.texts()).endsWith("4", "5");
    assertThat(lane.log().head()).isEqualTo(head);
  }

  @Test
  void outages_one_after_the_other_keep_the_order() {
    var expected = 0;
    for (var outage = 0; outage < 5; outage++) {
      for (var i = 0; i < 4; i++)
        lane.post(i % 2 == 0 ? Acks.MEMORY : Acks.JOURNAL, "" + expected++);
      lane.goAway();
      for (var i = 0; i < 4; i++)
        lane.post(i % 2 == 0 ? Acks.JOURNAL : Acks.MEMORY, "" + expected++);
      lane.settle();
      lane.clock.advance(Duration.ofSeconds(5));
      lane.turn();
      lane.turn();
    }

    lane.recover();

    var first = lane.sink.texts().stream().distinct().map(Integer::valueOf).toList();
    assertThat(first).hasSize(expected).isSorted();
  }

  /// What stands behind it in the log is not waited for.
  @Test
  void a_topic_is_direct_again_though_others_have_later_places_in_the_log() {
    lane.post("a", Acks.MEMORY, "a1");
    lane.turn();
    lane.pass(SteppedLane.PATIENCE);
    lane.post("a", Acks.MEMORY, "a2");
    lane.post("b", Acks.JOURNAL, "b1");
    lane.settle();
    lane.recover();

    lane.post("a", Acks.MEMORY, "a3");

    assertThat(lane.recover()).containsExactly("a3");
  }

  @Test
  void after_a_start_what_is_new_goes_once_what_waited_is_sent() {
    lane.post("a", Acks.JOURNAL, "a1");
    lane.post("b", Acks.JOURNAL, "b1");
    lane.settle();
    lane.sink.takeAll().getLast().deliver();
    lane.close();
    lane.assertBooksBalance();

    lane = lane.next();
    lane.post("b", Acks.MEMORY, "b2");
    lane.post("a", Acks.MEMORY, "a2");

    assertThat(lane.recover())
        .containsExactlyInAnyOrder("a1", "a2", "b2")
        .containsSubsequence("a1", "a2");
  }
}
