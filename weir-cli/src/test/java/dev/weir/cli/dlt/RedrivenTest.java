package dev.weir.cli.dlt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.terminal.Failure;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

final class RedrivenTest {
  @Test
  void what_was_sent_in_between_is_remembered() {
    var redriven = new Redriven(17);
    for (var offset : new long[] {20, 26, 21}) redriven.add(offset);

    var commit = redriven.commit();

    assertThat(commit).isEqualTo(new OffsetAndMetadata(17, "weir:3+2,9+1"));
    var again = Redriven.of(commit);
    assertThat(again.commit()).isEqualTo(commit);
    assertThat(again.has(16)).isTrue();
    assertThat(again.has(17)).isFalse();
    assertThat(again.has(21)).isTrue();
    assertThat(again.has(22)).isFalse();
  }

  @Test
  void offsets_without_letters_leave_no_gaps() {
    var redriven = new Redriven(0);
    for (var offset = 1L; offset < 10_000; offset += 2) {
      redriven.reached(offset);
      redriven.add(offset);
    }

    assertThat(redriven.commit()).isEqualTo(new OffsetAndMetadata(10_000, ""));
  }

  @Test
  void it_agrees_with_a_set_of_all_offsets() {
    for (var seed = 1; seed <= 200; seed++) {
      var random = new Random(seed);
      var redriven = new Redriven(5);
      var all = new TreeSet<Long>();
      for (var i = 0; i < 60; i++) {
        var offset = (long) random.nextInt(100);
        redriven.add(offset);
        all.add(offset);
        if (random.nextInt(8) == 0) redriven = Redriven.of(redriven.commit());
      }
      for (var offset = 0L; offset < 100; offset++) {
        assertThat(redriven.has(offset))
            .as("seed %d, offset %d", seed, offset)
            .isEqualTo(offset < 5 || all.contains(offset));
      }
    }
  }

  @Test
  void more_gaps_than_can_be_remembered_are_refused() {
    var redriven = new Redriven(0);
    for (var offset = 1L; offset < 10_000; offset += 2) redriven.add(offset);

    assertThatThrownBy(redriven::commit).isInstanceOf(Failure.class).hasMessageContaining("gaps");
  }

  @Test
  void somebody_elses_metadata_means_nothing() {
    assertThat(Redriven.of(new OffsetAndMetadata(3, "3+2")).commit())
        .isEqualTo(new OffsetAndMetadata(3, ""));
    assertThat(Redriven.of(null).position()).isZero();
  }
}
