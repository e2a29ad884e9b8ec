package dev.weir.gateway.frames;

import static dev.weir.gateway.frames.Frames.frame;
import static dev.weir.gateway.frames.Frames.joined;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Problem.Code;
import dev.weir.Submission;
import dev.weir.delivery.Budget;
import dev.weir.gateway.ListedSink;
import dev.weir.gateway.net.UnixPort;
import dev.weir.metrics.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// One client's frames before a delivery that answers what the test says, when the test says so.
@Timeout(30)
final class FrameReaderTest {
  private final List<Submission> submitted = new ArrayList<>();
  private final HandConnection connection = new HandConnection();

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED, 250, 250",
    "RATE_LIMITED, 60000, 1000",
    "MEMORY_FULL, 0, 10",
    "WAL_FULL, 0, 100",
    "WAL_FAILED, 0, 100",
    "UNAVAILABLE, 0, 100",
  })
  void what_is_refused_for_now_is_offered_again_and_nothing_is_read_meanwhile(
      Code code, long toldMillis, long pauseMillis) {
    var reader = reader(Acks.MEMORY);

    reader.received(joined(frame("t", "", "1"), frame("t", "", "2")));
    answer(new Outcome.Refused(new Problem(code, "a", "b", "c", toldMillis)));

    assertThat(lines()).containsExactly("t/null=1");
    assertThat(connection.paused).isTrue();
    assertThat(connection.lastDelay()).isEqualTo(Duration.ofMillis(pauseMillis));
    connection.passTime();
    answer(Outcome.ACCEPTED);
    answer(Outcome.ACCEPTED);
    assertThat(lines()).containsExactly("t/null=1", "t/null=1", "t/null=2");
    assertThat(connection.paused).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"INVALID_TOPIC", "TOO_LARGE", "STOPPING"})
  void what_is_refused_for_good_makes_way_for_the_next(Code code) {
    var reader = reader(Acks.MEMORY);

    reader.received(joined(frame("t", "", "1"), frame("t", "", "2")));
    answer(new Outcome.Refused(new Problem(code, "a", "b", "c")));

    assertThat(lines()).containsExactly("t/null=1", "t/null=2");
  }

  @Test
  void what_was_lost_is_not_sent_again_for_it_may_have_arrived() {
    var reader = reader(Acks.KAFKA);

    reader.received(joined(frame("t", "", "1"), frame("t", "", "2")));
    answer(new Outcome.Lost(Problem.timedOut("t", 1)));

    assertThat(lines()).containsExactly("t/null=1", "t/null=2");
  }

  @ParameterizedTest
  @EnumSource
  void the_next_frame_is_taken_when_the_one_before_it_is_as_safe_as_the_level_asks(Acks acks) {
    var reader = reader(acks);

    reader.received(joined(frame("t", "", "1"), frame("t", "", "2")));

    assertThat(lines()).containsExactly("t/null=1");
    assertThat(connection.paused).isTrue();
    answer(Outcome.STORED);
    answer(new Outcome.Delivered(0, 0));
    assertThat(lines()).containsExactly("t/null=1", "t/null=2");
    assertThat(connection.paused).isFalse();
    assertThat(submitted).allSatisfy(one -> assertThat(one.acks()).isEqualTo(acks));
  }

  @Test
  void every_message_names_its_client() {
    reader(Acks.MEMORY).received(frame("t", "", "1"));

    assertThat(submitted.getFirst().client()).isEqualTo("unix:hand");
  }

  private FrameReader reader(Acks acks) {
    var room = new FrameRoom(new Budget(1 << 20), Duration.ofSeconds(10));
    var intake = new Intake(submitted::add, () -> acks, new FrameMetrics(new Metrics()), room);
    return new FrameReader(connection, intake, new FrameCodec(1 << 10));
  }

  private void answer(Outcome outcome) {
    submitted.getLast().receipt().settled(List.of(outcome));
  }

  private List<String> lines() {
    return submitted.stream().map(one -> ListedSink.line(one.messages().getFirst())).toList();
  }

  /// A connection whose time the test lets pass.
  private static final class HandConnection implements UnixPort.Connection {
    private record Timer(Duration delay, Runnable task) {}

    private final List<Timer> timers = new ArrayList<>();
    private boolean paused;

    Duration lastDelay() {
      return timers.getLast().delay();
    }

    void passTime() {
      timers.removeLast().task().run();
    }

    @Override
    public String client() {
      return "unix:hand";
    }

    @Override
    public void pause() {
      paused = true;
    }

    @Override
    public void resume() {
      paused = false;
    }

    @Override
    public void close() {}

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
      var timer = new Timer(delay, task);
      timers.add(timer);
      return () -> timers.remove(timer);
    }
  }
}
