package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.bench.ProduceCall.Messages;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

final class GrpcLoadTest {
  @Test
  void a_message_is_topic_and_value_as_protobuf_writes_them() {
    var head = Buffer.buffer(new Messages("t", 300).head());

    assertThat(head.getBytes(0, 3)).containsExactly(0x0A, 1, 't');
    assertThat(head.getBytes(3, 6)).containsExactly(0x12, 0xAC, 0x02);
    assertThat(head.length()).isEqualTo(6 + 300);
  }

  @Test
  void a_number_takes_seven_bits_a_byte() {
    assertThat(Messages.varint(Buffer.buffer(), 300).getBytes()).containsExactly(0xAC, 0x02);
    assertThat(Messages.varint(Buffer.buffer(), 1).getBytes()).containsExactly(1);
  }
}
