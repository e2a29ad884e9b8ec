package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OffsetsTest {
  private static final int CHARACTERS = 4_096;

  private final Offsets offsets = Offsets.from(0, "");

  @Test
  void nothing_is_committable_before_anything_is_known() {
    var unknown = Offsets.from(-1, "");

    assertThat(unknown.committable()).isEqualTo(-1);
    assertThat(unknown.highestSettled()).isEqualTo(-1);
    assertThat(unknown.metadata(CHARACTERS)).isEmpty();
    assertThat(unknown.foreign()).isFalse();
  }

  @Test
  void a_new_group_begins_where_its_first_record_is() {
    var unknown = Offsets.from(-1, "");

    var slot = unknown.add(70);

    assertThat(unknown.committable()).isEqualTo(70);
    unknown.settle(slot);
    assertThat(unknown.committable()).isEqualTo(71);
  }

  @Test
  void the_lowest_unsettled_one_is_committable_whatever_the_order() {
    for (var order : orders(List.of(1, 5, 2, 6, 7, 3, 4))) {
      var seven = Offsets.from(1, "");
      var slots = new long[8];
      for (var offset = 1; offset <= 7; offset++) slots[offset] = seven.add(offset);
      var left = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7));

      for (var offset : order) {
        seven.settle(slots[offset]);
        left.removeIf(offset::equals);

        var lowest = left.isEmpty() ? 8 : left.getFirst();
        assertThat(seven.committable()).as("after %s of %s", offset, order).isEqualTo(lowest);
        assertThat(seven.unsettled()).isEqualTo(left.size());
      }
    }
  }

  @Test
  void what_is_dropped_unsettled_stays_below_no_commit() {
    offsets.add(0);
    var last = offsets.add(1);

    offsets.settle(last);

    assertThat(offsets.committable()).isZero();
    assertThat(offsets.gap()).isEqualTo(1);
    assertThat(offsets.highestSettled()).isEqualTo(1);
  }

  @Test
  void holes_and_what_is_passed_over_hold_nothing_up() {
    var first = offsets.add(3);
    var second = offsets.add(10);
    offsets.settle(second);
    assertThat(offsets.committable()).isEqualTo(3);

    offsets.settle(first);
    assertThat(offsets.committable()).isEqualTo(11);
    offsets.passed(15);

    assertThat(offsets.committable()).isEqualTo(15);
    assertThat(offsets.gap()).isZero();
    offsets.passed(12);
    assertThat(offsets.committable()).isEqualTo(15);
  }

  @Test
  void what_the_commit_names_does_not_come_again() {
    var slots = add(offsets, 0, 9);
    for (var offset : List.of(2, 3, 5, 9)) offsets.settle(slots[offset]);

    var again = Offsets.from(offsets.committable(), offsets.metadata(CHARACTERS));

    assertThat(again.foreign()).isFalse();
    var came = add(again, 0, 9);
    for (var offset = 0; offset <= 9; offset++) {
      var settled = List.of(2, 3, 5, 9).contains(offset);
      assertThat(came[offset] < 0).as("%s", offset).isEqualTo(settled);
    }
    assertThat(again.unsettled()).isEqualTo(6);
    assertThat(again.highestSettled()).isEqualTo(9);
  }

  @Test
  void what_a_commit_named_and_did_not_come_yet_is_named_by_the_next() {
    var slots = add(offsets, 0, 9);
    for (var offset = 4; offset <= 9; offset++) offsets.settle(slots[offset]);
    var second = Offsets.from(0, offsets.metadata(CHARACTERS));

    second.settle(second.add(0));
    var third = Offsets.from(second.committable(), second.metadata(CHARACTERS));

    assertThat(second.committable()).isEqualTo(1);
    assertThat(third.add(1)).isNotNegative();
    for (var offset = 4; offset <= 9; offset++) assertThat(third.add(offset)).isEqualTo(-1);
    assertThat(third.add(10)).isNotNegative();
  }

  @Test
  void a_map_that_has_not_come_yet_is_no_gap() {
    var first = offsets.add(0);
    offsets.settle(offsets.add(1_000_000));
    assertThat(offsets.gap()).isEqualTo(1_000_000);

    var again = Offsets.from(0, offsets.metadata(CHARACTERS));

    assertThat(again.gap()).isZero();
    again.settle(again.add(0));
    assertThat(again.add(1_000_000)).isEqualTo(-1);
    assertThat(again.committable()).isEqualTo(1_000_001);
    offsets.settle(first);
  }

  @Test
  void holes_among_settled_ones_are_one_run() {
    offsets.add(0);
    for (var offset = 100; offset < 300_000; offset += 3) offsets.settle(offsets.add(offset));
    offsets.passed(300_000);

    assertThat(offsets.metadata(CHARACTERS)).hasSizeLessThan(30);
    var again = Offsets.from(0, offsets.metadata(CHARACTERS));
    assertThat(again.add(0)).isNotNegative();
    assertThat(again.add(299_999)).isEqualTo(-1);
    assertThat(again.add(300_000)).isNotNegative();
  }

  @Test
  void settling_twice_is_a_fault_and_so_is_coming_back() {
    var first = offsets.add(5);
    var second = offsets.add(6);
    offsets.settle(second);

    assertThatIllegalStateException().isThrownBy(() -> offsets.settle(second));
    offsets.settle(first);
    assertThatIllegalStateException().isThrownBy(() -> offsets.settle(first));
    assertThatIllegalStateException().isThrownBy(() -> offsets.settle(2));
    assertThatIllegalArgumentException().isThrownBy(() -> offsets.add(6));
  }

  @Test
  void a_log_that_begins_anew_below_the_commit_is_another_one() {
    offsets.add(0);
    for (var offset = 1; offset < 5; offset++) offsets.settle(offsets.add(offset));
    var again = Offsets.from(0, offsets.metadata(CHARACTERS));
    assertThat(again.metadata(CHARACTERS)).isNotEmpty();
    var later = Offsets.from(1_000, metadata(1_000, 1_005, 1_010));

    assertThat(later.add(3)).isNotNegative();

    assertThat(later.committable()).isEqualTo(3);
    assertThat(later.add(1_005)).isNotNegative();
    assertThat(later.metadata(CHARACTERS)).isEmpty();
  }

  @Test
  void a_million_settled_above_one_take_no_search_and_leave_no_memory_behind() {
    var held = offsets.add(0);
    for (var offset = 1; offset < 1_000_000; offset++) offsets.settle(offsets.add(offset));

    offsets.settle(held);
    offsets.settle(offsets.add(1_000_000));

    assertThat(offsets.committable()).isEqualTo(1_000_001);
    for (var offset = 1_000_001; offset < 9_000_000; offset++) offsets.settle(offsets.add(offset));
    assertThat(offsets.committable()).isEqualTo(9_000_000);
    assertThat(offsets.metadata(CHARACTERS)).isEmpty();
  }

  @Test
  void metadata_is_written_once_while_nothing_changes() {
    offsets.add(0);
    offsets.settle(offsets.add(1));
    var first = offsets.metadata(CHARACTERS);

    offsets.add(2);

    assertThat(offsets.metadata(CHARACTERS)).isSameAs(first);
    offsets.settle(offsets.add(3));
    assertThat(offsets.metadata(CHARACTERS)).isNotEqualTo(first);
  }

  /// Slots by offset.
  private static long[] add(Offsets to, int first, int last) {
    var slots = new long[last + 1];
    for (var offset = first; offset <= last; offset++) slots[offset] = to.add(offset);
    return slots;
  }

  private static String metadata(long committed, long first, long end) {
    var writer = new OffsetMapWriter(committed);
    writer.settled(first, end);
    return writer.text(CHARACTERS);
  }

  private static List<List<Integer>> orders(List<Integer> numbers) {
    if (numbers.size() < 2) return List.of(numbers);
    var all = new ArrayList<List<Integer>>();
    for (var number : numbers) {
      var others = new ArrayList<>(numbers);
      others.removeIf(number::equals);
      for (var rest : orders(others)) {
        var one = new ArrayList<>(rest);
        one.addFirst(number);
        all.add(one);
      }
    }
    return all;
  }
}
