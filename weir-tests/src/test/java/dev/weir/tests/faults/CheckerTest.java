package dev.weir.tests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// The checker finds what it is for; a suite whose checker sees nothing proves nothing.
class CheckerTest {
  private static final String STREAM = "a.1";

  @Test
  void what_came_once_and_in_order_is_clean() {
    var verdict = read(5, 0, 1, 2, 3, 4);

    assertThat(verdict.isClean().counts()).isEqualTo(new Verdict.Counts(5, 5, 0));
  }

  @Test
  void what_was_acknowledged_and_is_not_there_is_lost() {
    assertThat(read(5, 0, 1, 2, 4).lost()).containsExactly("a.1 {3}");
  }

  @Test
  void an_end_that_is_sent_again_is_duplicate_and_in_order() {
    var verdict = read(5, 0, 1, 2, 3, 1, 2, 3, 4);

    assertThat(verdict.isClean().counts().duplicates()).isEqualTo(3);
  }

  @Test
  void what_comes_first_behind_a_later_one_is_reordered() {
    assertThat(read(5, 0, 2, 1, 3, 4).reordered()).containsExactly("a.1: 1 behind 2");
  }

  @Test
  void an_old_one_that_stays_the_last_is_reordered() {
    assertThat(read(3, 0, 1, 2, 1).reordered()).containsExactly("a.1 ends with 1, not 2");
  }

  @Test
  void what_nobody_sent_is_phantom() {
    assertThat(read(2, 0, 1, 2).phantom()).containsExactly("a.1 2");
  }

  @Test
  void what_was_changed_on_its_way_is_corrupt() {
    var checker = new Checker(sent(1));

    checker.see(record(STREAM, Numbered.of(STREAM, 0, 100).text().replace('e', 'f')));
    checker.see(record("another key", Numbered.of(STREAM, 0, 100).text()));

    assertThat(checker.verdict().corrupt()).hasSize(2);
  }

  private static Verdict read(int acknowledged, int... numbers) {
    var checker = new Checker(sent(acknowledged));
    for (var number : numbers) {
      checker.see(record(STREAM, Numbered.of(STREAM, number, 100).text()));
    }
    return checker.verdict();
  }

  private static Map<String, Sent> sent(int count) {
    var sent = new Sent();
    IntStream.range(0, count).forEach(_ -> sent.acknowledged(sent.next()));
    return Map.of(STREAM, sent);
  }

  private static ConsumerRecord<byte[], byte[]> record(String key, String value) {
    return new ConsumerRecord<>("topic", 0, 0, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }
}
