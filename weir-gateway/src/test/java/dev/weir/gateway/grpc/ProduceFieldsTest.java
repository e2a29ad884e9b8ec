package dev.weir.gateway.grpc;

import static dev.weir.gateway.grpc.GrpcRig.OK;
import static dev.weir.gateway.grpc.GrpcRig.acks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Message;
import dev.weir.gateway.net.TestCall;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a request may have beside topic, message and offset.
@Timeout(60)
class ProduceFieldsTest {
  private static final String INVALID_ARGUMENT = "3";

  /// Topic `t`, message `hi`, offset 5.
  private static final String OLD = "0A0174 12026869 1805";

  private GrpcRig rig = GrpcRig.answering("acks.grpc=kafka");

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @Test
  void an_old_request_has_the_old_answer_byte_for_byte() {
    var call = send(OLD);

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo("00000000021805");
  }

  @Test
  void key_headers_partition_and_timestamp_go_with_the_message() {
    var call = send(OLD + "22016B 2A06 0A0161 120162 3003 38E807");

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo(acks(5));
    var message = rig.sink.sent().getFirst().message();
    assertThat(message.key()).asHexString().isEqualTo("6B");
    assertThat(message.headers().getFirst().name()).isEqualTo("a");
    assertThat(message.headers().getFirst().value()).asHexString().isEqualTo("62");
    assertThat(message.partition()).isEqualTo(3);
    assertThat(message.timestamp()).isEqualTo(1_000);
  }

  @Test
  void who_wants_the_position_hears_it_with_its_zeros() {
    var call = send(OLD + "4001");

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo("0000000006" + "08001000" + "1805");
  }

  @Test
  void a_position_that_nobody_knows_yet_is_left_out() throws Exception {
    rig.close();
    rig = GrpcRig.silent("acks.grpc=memory");

    var call = send(OLD + "4001");

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo(acks(5));
  }

  @ParameterizedTest
  @CsvSource({"crc32", "murmur2"})
  void the_settings_say_how_a_key_finds_its_partition(String partitioner) throws Exception {
    rig.close();
    rig = GrpcRig.answering("partitioner.grpc=" + partitioner);

    var call = send(OLD + "22016B");

    assertThat(call.status()).isEqualTo(OK);
    assertThat(rig.sink.sent().getFirst().message().partition())
        .isEqualTo(partitioner.equals("crc32") ? Message.BY_CRC32 : Message.ANY_PARTITION);
  }

  @ParameterizedTest
  @CsvSource({
    "a partition below 0, 30FFFFFFFFFFFFFFFFFF01",
    "the least partition, 3080808080F8FFFFFFFF01",
    "a time before 1970, 38FFFFFFFFFFFFFFFFFF01",
    "a header that is none, 2A020A05"
  })
  void nonsense_is_an_invalid_argument(String name, String hex) {
    var call = send(OLD + hex);

    assertThat(call.status()).isEqualTo(INVALID_ARGUMENT);
    assertThat(call.receivedHex()).isEmpty();
    assertThat(rig.sink.sent()).isEmpty();
  }

  private TestCall send(String hex) {
    var call = rig.produce();
    call.send(HexFormat.of().parseHex(hex.replace(" ", "")));
    call.halfClose();
    return call;
  }
}
