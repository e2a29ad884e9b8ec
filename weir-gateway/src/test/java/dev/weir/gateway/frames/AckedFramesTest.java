package dev.weir.gateway.frames;

import static dev.weir.gateway.frames.Frames.E11_NO_KEY_LENGTH;
import static dev.weir.gateway.frames.Frames.E14_ABSURD;
import static dev.weir.gateway.frames.Frames.E6_EMPTY;
import static dev.weir.gateway.frames.Frames.frame;
import static dev.weir.gateway.frames.Frames.hex;
import static dev.weir.gateway.frames.Frames.joined;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Problem.Code;
import dev.weir.config.FramesConfig.EmptyKey;
import dev.weir.delivery.Budget;
import dev.weir.gateway.Counts;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The socket that acknowledges, byte for byte, before a delivery that answers what the test says.
@Timeout(30)
final class AckedFramesTest {
  private static final byte[] HELLO = hex("57454952 01 000000");
  private static final int HELLO_BYTES = 16;
  private static final byte[] THREE =
      joined(frame("t", "", "1"), frame("t", "", "2"), frame("t", "", "3"));

  private final Metrics metrics = new Metrics();
  private final HandDelivery delivery = new HandDelivery();
  private final HandConnection connection = new HandConnection();
  private final Greeting reader = reader();

  @Test
  void the_hello_is_answered_with_version_level_window_and_the_longest_frame() {
    reader.received(HELLO.clone());

    assertThat(connection.written()).isEqualTo(hex("57454952 01 01 0000 00040000 00040000"));
  }

  @Test
  void a_hello_may_come_byte_by_byte_and_with_frames_behind_it() {
    for (var b : Arrays.copyOf(HELLO, 7)) reader.received(new byte[] {b});
    assertThat(connection.written()).isEmpty();

    reader.received(joined(Arrays.copyOfRange(HELLO, 7, 8), THREE));

    assertThat(connection.written()).hasSize(HELLO_BYTES);
    assertThat(delivery.lines()).containsExactly("t/null=1", "t/null=2", "t/null=3");
  }

  @Test
  void a_client_of_a_later_version_is_answered_in_this_one() {
    reader.received(hex("57454952 07 0102 03"));

    assertThat(connection.written()).startsWith(hex("57454952 01"));
    assertThat(connection.closed).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"57454952 00 000000", "0B000000 03616263", "77656972 01 000000"})
  void what_is_no_hello_is_closed_and_counted(String bytes) {
    reader.received(hex(bytes));
    reader.received(THREE.clone());

    assertThat(connection.closed).isTrue();
    assertThat(connection.written()).isEmpty();
    assertThat(delivery.lines()).isEmpty();
    assertThat(new Counts(metrics).of("weir_frames_invalid", new Label("reason", "hello"))).isOne();
  }

  @Test
  void frames_are_counted_as_done_from_the_oldest_on_and_many_in_one_word() {
    greeted(THREE);

    delivery.answer(1, Outcome.STORED);
    delivery.answer(2, Outcome.STORED);
    assertThat(told()).isEmpty();
    delivery.answer(0, Outcome.STORED);

    assertThat(connection.written())
        .endsWith(hex("09000000 01 0300000000000000"))
        .hasSize(HELLO_BYTES + 13);
  }

  @Test
  void a_thousand_frames_may_be_on_their_way_and_then_no_more_are_read() {
    var many = IntStream.range(0, 1_030).mapToObj(i -> frame("t", "", "" + i));

    greeted(joined(many.toArray(byte[][]::new)));

    assertThat(delivery.lines()).hasSize(1_024);
    assertThat(connection.paused).isTrue();
    for (var i = 0; i < 1_024; i++) delivery.answer(i, Outcome.STORED);
    assertThat(delivery.lines()).hasSize(1_030);
    assertThat(connection.paused).isFalse();
    assertThat(told().getLast()).isEqualTo("done 1024");
  }

  @Test
  void a_frame_that_is_refused_for_good_is_told_in_its_turn_and_the_next_ones_go_on() {
    greeted(joined(E6_EMPTY, E11_NO_KEY_LENGTH, THREE));

    delivery.answer(1, new Outcome.Refused(new Problem(Code.TOO_LARGE, "a", "b", "c")));
    delivery.answer(0, Outcome.STORED);
    delivery.answer(2, Outcome.STORED);

    assertThat(told())
        .containsExactly(
            "refused 1 invalid_message",
            "refused 2 invalid_message",
            "done 2",
            "refused 4 too_large",
            "done 4",
            "done 5");
  }

  @Test
  void a_refusal_says_what_and_why_and_what_to_do() {
    greeted(frame("t", "", "1"));

    delivery.answer(0, new Outcome.Refused(new Problem(Code.TOO_LARGE, "a", "b", "c")));

    var text = joined(new byte[] {9}, Frames.text("too_large"), Frames.text("a: b. c."));
    assertThat(connection.written())
        .endsWith(
            joined(hex("1B000000 02 0100000000000000"), text, hex("09000000 01 0100000000000000")));
  }

  @Test
  void what_is_refused_for_now_keeps_what_is_behind_it_from_overtaking() {
    delivery.refuse(1, Problem.walFull(1));
    greeted(THREE);

    delivery.answer(0, Outcome.STORED);
    delivery.takeAll();
    connection.passTime();
    delivery.answer(1, Outcome.STORED);
    delivery.answer(2, Outcome.STORED);

    assertThat(delivery.lines()).containsExactly("t/null=1", "t/null=2", "t/null=3");
    assertThat(told()).endsWith("done 3").noneMatch(one -> one.startsWith("refused"));
  }

  @Test
  void what_is_lost_for_now_goes_again_in_order_once_all_others_have_their_outcome() {
    greeted(THREE);

    delivery.answer(0, new Outcome.Lost(Problem.walFailed("no disk")));
    delivery.answer(2, new Outcome.Lost(Problem.walFailed("no disk")));
    reader.received(frame("t", "", "4"));
    assertThat(delivery.lines()).hasSize(3);
    delivery.answer(1, Outcome.STORED);
    connection.passTime();

    assertThat(told()).isEmpty();
    assertThat(delivery.lines())
        .containsExactly("t/null=1", "t/null=2", "t/null=3", "t/null=1", "t/null=3", "t/null=4");
    for (var i = 3; i < 6; i++) delivery.answer(i, Outcome.STORED);
    assertThat(told()).endsWith("done 4");
  }

  @Test
  void a_client_that_does_not_read_gets_the_newest_count_when_it_does() {
    greeted(THREE);
    connection.full = true;

    for (var i = 0; i < 3; i++) delivery.answer(i, Outcome.STORED);
    assertThat(told()).isEmpty();
    connection.full = false;
    reader.writable();

    assertThat(told()).containsExactly("done 3");
  }

  @Test
  void a_client_that_goes_without_reading_leaves_nothing_behind() {
    greeted(THREE);
    connection.full = true;
    delivery.answer(0, new Outcome.Refused(new Problem(Code.TOO_LARGE, "a", "b", "c")));
    delivery.answer(1, Outcome.STORED);
    delivery.answer(2, Outcome.STORED);
    assertThat(connections()).isOne();

    reader.ended();

    assertThat(connections()).isZero();
    assertThat(told()).isEmpty();
  }

  @Test
  void what_was_not_taken_of_a_client_that_has_gone_is_dropped() {
    delivery.refuse(1, Problem.walFull(1));
    greeted(THREE);

    reader.ended();
    delivery.takeAll();
    connection.passTime();
    delivery.answer(0, Outcome.STORED);

    assertThat(delivery.lines()).containsExactly("t/null=1");
    assertThat(connections()).isZero();
    assertThat(new Counts(metrics).of("weir_frames_accepted")).isOne();
  }

  @Test
  void a_length_that_cannot_be_is_told_once_all_before_it_is_done_and_ends_the_connection() {
    greeted(joined(THREE, E14_ABSURD));

    for (var i = 0; i < 3; i++) delivery.answer(i, Outcome.STORED);

    assertThat(told()).endsWith("done 3", "ending too_large");
    assertThat(connection.closed).isTrue();
  }

  @Test
  void a_stop_tells_what_is_safe_and_then_that_it_is_over() {
    delivery.refuse(2, Problem.memoryFull(1));
    greeted(THREE);

    reader.stopping();
    reader.received(THREE.clone());
    delivery.answer(0, Outcome.STORED);
    assertThat(connection.closed).isFalse();
    delivery.answer(1, Outcome.STORED);

    assertThat(told()).endsWith("done 2", "ending stopping");
    assertThat(connection.closed).isTrue();
  }

  @Test
  void a_stop_says_nothing_of_what_is_behind_a_lost_one() {
    greeted(THREE);

    delivery.answer(0, Outcome.STORED);
    delivery.answer(1, new Outcome.Lost(Problem.stopping()));
    delivery.answer(2, Outcome.STORED);

    assertThat(told()).containsExactly("done 1", "ending stopping");
  }

  @Test
  void a_stop_with_nothing_on_its_way_ends_at_once() {
    greeted(new byte[0]);

    reader.stopping();

    assertThat(told()).containsExactly("ending stopping");
    assertThat(connection.closed).isTrue();
  }

  private long connections() {
    return new Counts(metrics).of("weir_frames_connections");
  }

  private void greeted(byte[] frames) {
    reader.received(HELLO.clone());
    reader.received(frames.clone());
  }

  private Greeting reader() {
    var room = new FrameRoom(new Budget(1 << 20), Duration.ofSeconds(10));
    var counted = new FrameMetrics(metrics);
    var intake = new Intake(delivery, () -> Acks.JOURNAL, counted, room);
    var terms = new FrameCodec.Terms(1 << 10, Message.ANY_PARTITION, EmptyKey.NULL);
    return new Greeting(
        connection,
        counted,
        () -> {
          var reply = new Acknowledgements(connection);
          reply.hello(Acks.JOURNAL, FrameReader.WINDOW, 1 << 10);
          return new FrameReader(connection, intake, new FrameCodec(terms), reply);
        });
  }

  /// What was written behind the hello.
  private List<String> told() {
    var told = new ArrayList<String>();
    var bytes = ByteBuffer.wrap(connection.written()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(HELLO_BYTES);
    while (bytes.hasRemaining()) told.add(message(bytes));
    return told;
  }

  private static String message(ByteBuffer bytes) {
    var end = bytes.getInt() + bytes.position();
    var text =
        switch (bytes.get()) {
          case Acknowledgements.DONE -> "done " + bytes.getLong();
          case Acknowledgements.REFUSED -> "refused " + bytes.getLong() + " " + code(bytes);
          case Acknowledgements.ENDING -> "ending " + code(bytes);
          default -> "unknown";
        };
    bytes.position(end);
    return text;
  }

  private static String code(ByteBuffer bytes) {
    var code = new byte[bytes.get()];
    bytes.get(code);
    return new String(code, StandardCharsets.US_ASCII);
  }
}
