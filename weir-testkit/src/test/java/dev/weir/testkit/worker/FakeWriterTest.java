package dev.weir.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testkit.worker.FakeWriter.Sent;
import dev.weir.worker.Ack;
import dev.weir.worker.Headers;
import dev.weir.worker.WriteException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FakeWriterTest {
  private final FakeWriter<String, Integer> writer = new FakeWriter<>("receipts");

  @Test
  void what_is_written_is_kept_and_acknowledged() {
    var headers = Headers.none().with("kind", "x");

    writer.write("k1", 1);
    var ack = writer.write("k2", 2, headers);

    assertThat(ack).isEqualTo(new Ack("receipts", 0, 1, Instant.EPOCH));
    assertThat(writer.sent())
        .containsExactly(new Sent<>("k1", 1, Headers.none()), new Sent<>("k2", 2, headers));
  }

  @Test
  void as_many_fail_as_the_test_wants_and_are_not_kept() {
    writer.fail(1);

    assertThatThrownBy(() -> writer.write("k1", 1)).isInstanceOf(WriteException.class);
    writer.write("k2", 2);

    assertThat(writer.sent()).extracting(Sent::key).containsExactly("k2");
  }

  @Test
  void a_write_fails_with_what_the_test_gives() {
    var why = new IllegalStateException("a test's own");

    writer.failWith(1, why);

    assertThat(writer.send("k1", 1)).isCompletedExceptionally();
    assertThat(writer.send("k1", 1)).isCompleted();
  }

  @Test
  void bytes_are_kept_apart() {
    assertThat(writer.sendRaw(null, new byte[] {1}, Headers.none())).isCompleted();

    assertThat(writer.sent()).isEmpty();
    assertThat(writer.sentRaw().getFirst().value()).isEqualTo(new byte[] {1});
  }

  @Test
  void a_closed_one_refuses() {
    writer.close();

    assertThat(writer.isClosed()).isTrue();
    assertThatThrownBy(() -> writer.write("k1", 1)).isInstanceOf(IllegalStateException.class);
  }
}
