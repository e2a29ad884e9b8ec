package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WalTest {
  @TempDir Path folder;
  private LoggedBox box;

  @BeforeEach
  void open() {
    box = new LoggedBox(folder);
  }

  @AfterEach
  void close() {
    box.close();
  }

  @Test
  void what_was_stored_is_there_after_a_restart_in_order() {
    box.append("a", "b", "c");

    box.restart();

    assertThat(box.stored()).containsExactly(0L, 1L, 2L);
    assertThat(box.wal().recovered()).isEqualTo(3);
    assertThat(box.drain()).containsExactly("a", "b", "c");
  }

  @Test
  void every_part_of_a_message_comes_back_as_it_was() {
    var headers = List.of(new Header("h", null), new Header("ü", new byte[] {1}));
    var message = new Message("topic", 7, 1234, new byte[0], null, headers);
    box.append(message, null);
    box.append(Message.of("other", null, new byte[0]), null);

    box.restart();

    var first = box.next();
    assertThat(first.message()).usingRecursiveComparison().isEqualTo(message);
    assertThat(first.reason()).isNull();
    var second = box.next();
    assertThat(second.message())
        .usingRecursiveComparison()
        .isEqualTo(
            new Message(
                "other", Message.ANY_PARTITION, box.clock.millis(), null, new byte[0], List.of()));
  }

  @Test
  void a_dead_letter_keeps_its_reason() {
    var reason = Problem.invalidTopic("a b");
    box.append(Message.of("t", null, null), reason);

    box.restart();

    var entry = box.next();
    assertThat(entry.reason()).isEqualTo(reason);
  }

  @Test
  void what_was_acknowledged_does_not_come_back() {
    box.append("a", "b", "c", "d");
    box.wal().ack(2);
    box.wal().ack(0);
    box.tickAfter(Duration.ofSeconds(1));

    box.kill();

    assertThat(box.wal().waiting()).isEqualTo(2);
    assertThat(box.drain()).containsExactly("b", "d");
  }

  @Test
  void a_claimed_record_is_passed_over_until_it_is_released() {
    box.append("a", "b");
    assertThat(box.wal().next()).isNull();

    box.wal().release(1);
    box.wal().seek(0);
    assertThat(box.drain()).containsExactly("b");

    box.wal().release(0);
    assertThat(box.wal().next()).isNull();
    box.wal().seek(0);
    assertThat(box.drain()).containsExactly("a");
  }

  @Test
  void the_log_goes_on_over_many_files_and_gives_them_back() throws IOException {
    box.appendMany(2_000, "message ");
    assertThat(files(".wal")).hasSizeGreaterThan(3);

    box.restart();
    var drained = box.drain();
    for (var i = 0; i < 2_000; i++) box.wal().ack(i);
    box.tickAfter(Duration.ofSeconds(1));

    assertThat(drained).hasSize(2_000).startsWith("message 0").endsWith("message 1999");
    assertThat(files(".wal")).hasSize(1);
    assertThat(files(".spare")).hasSizeLessThanOrEqualTo(2);
    box.restart();
    assertThat(box.wal().waiting()).isZero();
    assertThat(box.wal().corrupt()).isZero();
    assertThat(box.wal().head()).isGreaterThanOrEqualTo(2_000);
  }

  @Test
  void acknowledgements_outlive_the_file_that_they_were_noted_in() {
    box.appendMany(2_000, "message ");
    for (var i = 1; i < 2_000; i++) box.wal().ack(i);
    box.appendMany(2_000, "more ");
    for (var i = 2_000; i < 4_000; i++) box.wal().ack(i);
    box.tickAfter(Duration.ofSeconds(1));

    box.kill();

    assertThat(box.drain()).containsExactly("message 0");
  }

  @Test
  void a_reader_goes_on_after_the_files_under_it_were_put_together() throws IOException {
    box.appendMany(2_000, "message ");
    box.restart();
    for (var n = 0; n < 100; n++) box.wal().next();
    var before = files(".wal").size();

    for (var i = 0; i < 1_900; i++) if (i % 100 != 0) box.wal().ack(i);
    for (var n = 0; n < 3; n++) box.tickAfter(Duration.ofSeconds(1));

    assertThat(files(".wal")).hasSizeLessThan(before);
    assertThat(box.drain())
        .hasSize(118)
        .startsWith("message 100", "message 200", "message 300")
        .endsWith("message 1998", "message 1999");
    assertThat(box.wal().corrupt()).isZero();
    box.restart();
    assertThat(box.drain()).hasSize(119).startsWith("message 0", "message 100");
  }

  @Test
  void a_full_log_refuses_and_takes_again_once_messages_are_done_with() {
    var appended = box.fill();
    assertThat(box.wal().accepting()).isFalse();
    assertThat(box.wal().trouble())
        .isNotNull()
        .extracting(Problem::code)
        .isEqualTo(Problem.Code.WAL_FULL);

    for (var i = 0L; i < appended; i++) box.wal().ack(i);
    box.tickAfter(Duration.ofSeconds(1));

    assertThat(box.wal().accepting()).isTrue();
    assertThat(box.append("again")).isNotNegative();
  }

  @Test
  void a_second_log_in_the_folder_is_refused() {
    assertThatThrownBy(() -> new LoggedBox(folder))
        .isInstanceOf(WalException.class)
        .hasMessageContaining("this process")
        .hasMessageContaining(folder.toString());
  }

  private List<Path> files(String ending) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
