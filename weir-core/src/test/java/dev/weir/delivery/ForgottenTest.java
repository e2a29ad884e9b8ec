package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.config.WalMode;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What has its end leaves memory, whatever else has not.
@Timeout(60)
final class ForgottenTest {
  private static final int MANY = 1_000;
  private static final String TEXT = "x".repeat(16 << 10);

  @TempDir private Path folder;

  @Test
  void what_was_answered_leaves_memory_although_an_older_one_waits() {
    var lane = SteppedLane.in(folder);
    lane.post("slow", Acks.KAFKA, "s");
    lane.turn();
    lane.sink.takeAll();

    var messages = new ArrayList<WeakReference<?>>();
    for (var i = 0; i < MANY; i++) {
      lane.post("t", Acks.KAFKA, TEXT);
      lane.turn();
      for (var sent : lane.sink.takeAll()) {
        messages.add(new WeakReference<>(sent.message()));
        sent.deliver();
      }
      lane.turn();
    }

    assertThat(lane.gate.inside()).isEqualTo(1);
    assertThat(alive(messages)).isLessThan(MANY / 10);
    lane.close();
  }

  @Test
  void what_was_turned_away_leaves_memory_although_an_older_one_waits() {
    var lane = SteppedLane.withoutLog();
    lane.post("stuck", Acks.MEMORY, "s");
    lane.turn();
    lane.sink.takeAll();
    lane.pass(SteppedLane.PATIENCE);
    lane.post("stuck", Acks.MEMORY, "kept");
    lane.turn();

    var messages = new ArrayList<WeakReference<?>>();
    for (var i = 0; i < MANY; i++) {
      messages.add(new WeakReference<>(postUnkept(lane)));
      lane.turn();
    }

    assertThat(lane.gate.inside()).isEqualTo(2);
    assertThat(alive(messages)).isLessThan(MANY / 10);
    lane.close();
  }

  @Test
  void a_topic_with_nothing_in_it_is_forgotten_although_an_older_one_waits() {
    var rows = new Rows(SteppedLane.BREAKER, 0);
    rows.busy("stuck", 0).backlogEnd = 1;

    var seen = new ArrayList<WeakReference<?>>();
    for (var i = 0; i < 50_000; i++) {
      seen.add(new WeakReference<>(rows.busy("invented" + i, 0)));
      rows.forgetIdle();
    }

    assertThat(rows.busy()).hasSize(1);
    assertThat(alive(seen)).isLessThan(20_000);
  }

  private static Message postUnkept(SteppedLane lane) {
    var terms = new Parcel.Terms(Acks.KAFKA, WalMode.DISABLE);
    var message = Message.of("stuck", null, new byte[10]);
    assertThat(lane.gate.enter(List.of(message))).isNull();
    lane.lane.post(
        new Parcel(message, lane.clock.nanos(), terms, lane.lane, null, (_, _) -> {}, 0));
    return message;
  }

  private static long alive(List<WeakReference<?>> references) {
    for (var i = 0; i < 3; i++) System.gc();
    return references.stream().filter(reference -> reference.get() != null).count();
  }
}
