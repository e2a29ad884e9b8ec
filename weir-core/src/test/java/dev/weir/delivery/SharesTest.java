package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Caller;
import dev.weir.HandClock;
import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.config.LimitsConfig;
import java.time.Duration;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The room for 100 messages, or for 1 MiB.
@Timeout(30)
class SharesTest {
  private static final int MIB = 1 << 20;
  private static final Duration LATELY = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final HandClock clock = new HandClock();
  private final Gate gate = new Gate(new LimitsConfig(MIB, MIB, 100, MIB), new Budget(MIB), clock);

  @Test
  void who_sends_alone_has_all_the_room() {
    assertThat(send("one", 60)).isNull();
    assertThat(send("one", 40)).isNull();
    assertThat(gate.inside()).isEqualTo(100);
  }

  @Test
  void of_two_neither_fills_more_than_half_of_the_room() {
    send("one", 1);
    send("two", 1);
    clock.advance(LOOK);

    assertThat(send("one", 49)).isNull();
    assertThat(code(send("one", 1))).isEqualTo(Problem.Code.MEMORY_FULL);
    assertThat(send("two", 49)).isNull();
    assertThat(gate.inside()).isEqualTo(100);
  }

  @Test
  void bytes_are_shared_as_messages_are() {
    send("one", 1);
    send("two", 1);
    clock.advance(LOOK);

    assertThat(send("one", 1, MIB / 2 - 1024)).isNull();
    assertThat(code(send("one", 1))).isEqualTo(Problem.Code.MEMORY_FULL);
    assertThat(send("two", 1, MIB / 2 - 2048)).isNull();
  }

  @Test
  void while_half_of_the_room_is_free_everybody_takes_what_they_need() {
    for (var i = 0; i < 10; i++) send("client " + i, 1);
    clock.advance(LOOK);

    assertThat(send("one", 80)).isNull();
    assertThat(code(send("one", 1))).isEqualTo(Problem.Code.MEMORY_FULL);
  }

  @Test
  void a_client_that_has_nothing_inside_gets_in_whatever_its_share() {
    for (var i = 0; i < 60; i++) send("client " + i, 1);
    clock.advance(LOOK);

    assertThat(send("another", 20)).isNull();
    assertThat(code(send("another", 1))).isEqualTo(Problem.Code.MEMORY_FULL);
  }

  @Test
  void what_leaves_is_no_longer_part_of_a_share() {
    send("two", 1);
    send("one", 50);
    clock.advance(LOOK);
    var refused = send("one", 1);

    leave("one", 10);
    send("two", 20);

    assertThat(refused).isNotNull();
    assertThat(send("one", 10)).isNull();
    assertThat(send("one", 1)).isNotNull();
  }

  @Test
  void what_is_refused_leaves_the_room_as_it_was() {
    send("two", 1);
    send("one", 50);
    clock.advance(LOOK);

    send("one", 10);

    assertThat(gate.inside()).isEqualTo(51);
    assertThat(send("two", 49)).isNull();
  }

  @Test
  void who_sent_long_ago_and_has_nothing_inside_has_no_share() {
    send("two", 1);
    leave("two", 1);
    send("one", 60);
    clock.advance(LATELY.plus(LOOK));

    assertThat(send("one", 40)).isNull();
  }

  @Test
  void who_has_something_inside_keeps_its_share_however_long() {
    send("two", 1);
    send("one", 60);
    clock.advance(LATELY.plus(LOOK));

    assertThat(code(send("one", 39))).isEqualTo(Problem.Code.MEMORY_FULL);
  }

  @Test
  void clients_beyond_those_that_are_remembered_share_as_one() {
    var shares = new Shares(clock);
    for (var i = 0; i < Shares.KNOWN_MAX; i++) shares.of("client " + i).add(1, 1);

    var one = shares.of("one too many");
    var other = shares.of("another");
    clock.advance(LOOK);

    assertThat(one).isSameAs(other);
    assertThat(shares.clients()).isEqualTo(Shares.KNOWN_MAX + 1);
  }

  @Test
  void clients_that_are_gone_make_place_for_others() {
    var shares = new Shares(clock);
    for (var i = 0; i < Shares.KNOWN_MAX; i++) shares.of("client " + i);
    clock.advance(LATELY.plus(LOOK));

    assertThat(shares.of("one")).isNotSameAs(shares.of("another"));
    assertThat(shares.clients()).isEqualTo(1);
  }

  private @Nullable Problem send(String client, int count) {
    return send(client, count, 1);
  }

  private @Nullable Problem send(String client, int count, int sizeBytes) {
    var messages = Collections.nCopies(count, Message.of("t", null, new byte[sizeBytes]));
    return gate.enter(messages, gate.share(Caller.anybody(client)));
  }

  private void leave(String client, int count) {
    var message = Message.of("t", null, new byte[1]);
    gate.leave(Collections.nCopies(count, message), gate.share(Caller.anybody(client)));
  }

  private static Problem.@Nullable Code code(@Nullable Problem problem) {
    return problem == null ? null : problem.code();
  }
}
