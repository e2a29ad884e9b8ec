package dev.weir.gateway.grpc;

import static dev.weir.gateway.grpc.GrpcRig.OK;
import static dev.weir.gateway.grpc.GrpcRig.acks;
import static dev.weir.gateway.grpc.GrpcRig.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Problem;
import dev.weir.config.LimitsConfig;
import dev.weir.gateway.Await;
import dev.weir.gateway.ListedSink;
import dev.weir.gateway.net.TestCall;
import dev.weir.metrics.Label;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Messages that come in one piece, or in many: what each hears, and what becomes of those behind
/// one that fails.
@Timeout(60)
class ProduceStreamTest {
  private static final String INVALID_ARGUMENT = "3";
  private static final String RESOURCE_EXHAUSTED = "8";
  private static final String UNIMPLEMENTED = "12";
  private static final String UNAVAILABLE = "14";

  private static final Label MEMORY_FULL = new Label("reason", "memory_full");

  private GrpcRig rig = GrpcRig.answering("acks.grpc=kafka");

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @Test
  void g1_five_acknowledgements_come_in_the_order_of_the_messages() {
    var call = rig.produce();

    call.sendRaw(piece("g", LongStream.of(100, 99, 98, 97, 96)));
    call.halfClose();

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo(acks(100, 99, 98, 97, 96));
  }

  @Test
  void any_split_of_the_stream_has_the_same_result() {
    var seed = Long.getLong("weir.seed", System.nanoTime());
    var random = new Random(seed);
    var offsets = LongStream.generate(() -> random.nextLong() >>> random.nextInt(64)).limit(50);
    var all = offsets.toArray();
    var bytes = piece("t", LongStream.of(all));
    for (var round = 0; round < 20; round++) {
      var call = rig.produce();

      for (var from = 0; from < bytes.length; ) {
        var to = Math.min(bytes.length, from + 1 + random.nextInt(1 << random.nextInt(10)));
        call.sendRaw(Arrays.copyOfRange(bytes, from, to));
        from = to;
      }
      call.halfClose();

      assertThat(call.status()).as("-Dweir.seed=%d", seed).isEqualTo(OK);
      assertThat(call.receivedHex()).as("-Dweir.seed=%d", seed).isEqualTo(acks(all));
      call.close();
    }
  }

  @Test
  void nothing_behind_a_refused_message_is_taken_in() {
    var call = rig.produce();

    call.sendRaw(
        join(
            piece("t", LongStream.of(1, 2)),
            piece("no topic", LongStream.of(3)),
            piece("t", LongStream.of(4, 5))));
    call.sendRaw(piece("t", LongStream.of(6)));

    assertThat(call.status()).isEqualTo(INVALID_ARGUMENT);
    assertThat(call.receivedHex()).isEqualTo(acks(1, 2));
    assertThat(rig.sink.sent()).hasSize(2);
    Await.until(() -> assertThat(rig.counts.of("weir_messages_in_memory")).isZero());
    Await.until(() -> assertThat(rig.counts.of("weir_memory_used_bytes")).isZero());
  }

  @Test
  void what_there_is_no_room_for_waits_and_keeps_its_order() throws Exception {
    withRoomForThree();
    var call = rig.produce();

    call.sendRaw(piece("t", LongStream.rangeClosed(1, 5)));
    call.sendRaw(piece("t", LongStream.rangeClosed(6, 9)));
    call.halfClose();
    Await.until(() -> assertThat(rig.counts.of("weir_messages_refused", MEMORY_FULL)).isPositive());
    rig.sink.release();

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo(acks(1, 2, 3, 4, 5, 6, 7, 8, 9));
    Await.until(() -> assertThat(rig.counts.of("weir_memory_used_bytes")).isZero());
  }

  @Test
  void a_stream_for_which_there_is_no_room_for_long_ends() {
    var call = rig.produce();
    call.sendRaw(piece("t", LongStream.of(1)));
    Await.until(() -> assertThat(call.receivedHex()).isEqualTo(acks(1)));
    rig.delivery.budget().owe(GrpcRig.ROOMY.memory());

    call.sendRaw(piece("t", LongStream.of(2, 3)));

    assertThat(call.status()).isEqualTo(RESOURCE_EXHAUSTED);
    assertThat(call.receivedHex()).isEqualTo(acks(1));
    assertThat(rig.counts.of("weir_grpc_streams_refused")).isPositive();
  }

  @Test
  void want_of_memory_makes_a_stream_wait_as_well() {
    var call = rig.produce();
    rig.delivery.budget().owe(GrpcRig.ROOMY.memory());
    call.sendRaw(piece("t", LongStream.of(1, 2)));
    Await.until(() -> assertThat(rig.counts.of("weir_messages_refused", MEMORY_FULL)).isPositive());

    rig.delivery.budget().giveBack(GrpcRig.ROOMY.memory());
    call.halfClose();

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo(acks(1, 2));
  }

  @Test
  void what_waits_for_room_is_the_clients_again_when_the_gateway_stops() throws Exception {
    var call = rig.produce();
    rig.delivery.budget().owe(GrpcRig.ROOMY.memory());
    call.sendRaw(join(piece("t", LongStream.of(1)), new byte[] {0, 0, 0, 0, 1, 0x0A}));
    Await.until(() -> assertThat(rig.counts.of("weir_messages_refused", MEMORY_FULL)).isPositive());

    rig.stop();

    assertThat(call.status()).isEqualTo(UNAVAILABLE);
    assertThat(call.receivedHex()).isEmpty();
  }

  private void withRoomForThree() throws Exception {
    rig.close();
    rig =
        new GrpcRig(
            ListedSink.silent(),
            new LimitsConfig(64 << 20, 1 << 20, 3, 1 << 20),
            "acks.grpc=kafka");
  }

  @Test
  void what_was_read_before_a_message_that_cannot_be_is_acknowledged() {
    var malformed = rig.produce();
    var compressed = rig.produce();

    malformed.sendRaw(join(piece("t", LongStream.of(1, 2)), new byte[] {0, 0, 0, 0, 1, 0x0A}));
    compressed.sendRaw(join(piece("t", LongStream.of(3, 4)), new byte[] {1, 0, 0, 0, 0}));

    assertThat(malformed.status()).isEqualTo(INVALID_ARGUMENT);
    assertThat(malformed.receivedHex()).isEqualTo(acks(1, 2));
    assertThat(compressed.status()).isEqualTo(UNIMPLEMENTED);
    assertThat(compressed.receivedHex()).isEqualTo(acks(3, 4));
    Await.until(() -> assertThat(rig.counts.of("weir_grpc_streams")).isZero());
  }

  @Test
  void messages_that_are_safe_are_acknowledged_before_others_of_their_piece() throws Exception {
    rig.close();
    rig = GrpcRig.silent("acks.grpc=kafka");
    var call = rig.produce();
    call.sendRaw(piece("t", LongStream.of(1, 2, 3)));
    Await.until(() -> assertThat(rig.sink.sent()).hasSize(3));

    rig.sink.sent().get(0).deliver();
    Await.until(() -> assertThat(call.receivedHex()).isEqualTo(acks(1)));
    rig.sink.sent().get(1).lose(Problem.Code.TIMED_OUT);

    assertThat(call.status()).isEqualTo(UNAVAILABLE);
    assertThat(call.receivedHex()).isEqualTo(acks(1));
  }

  @Test
  void a_thousand_streams_on_a_few_connections_are_served() {
    var calls = new ArrayList<TestCall>();
    for (var connection = 0; connection < 4; connection++) {
      var first = rig.produce();
      calls.add(first);
      for (var i = 1; i < 250; i++) calls.add(first.another());
    }
    for (var call : calls) call.sendRaw(piece("t", LongStream.of(1)));
    Await.until(() -> assertThat(rig.counts.of("weir_grpc_streams")).isEqualTo(1_000));

    for (var call : calls) call.halfClose();

    for (var call : calls) assertThat(call.status()).isEqualTo(OK);
    assertThat(calls).allSatisfy(call -> assertThat(call.receivedHex()).isEqualTo(acks(1)));
  }

  @Test
  void a_client_may_give_up_as_many_calls_as_it_likes() {
    var first = rig.produce();
    for (var i = 0; i < 1_000; i++) {
      var call = first.another();
      call.sendRaw(piece("t", LongStream.of(1)));
      call.cancel();
    }

    first.sendRaw(piece("t", LongStream.of(2)));
    first.halfClose();

    assertThat(first.status()).isEqualTo(OK);
    assertThat(first.receivedHex()).isEqualTo(acks(2));
    Await.until(() -> assertThat(rig.counts.of("weir_grpc_streams")).isZero());
  }

  /// Messages for a topic, each with its prefix, in one piece.
  private static byte[] piece(String topic, LongStream offsets) {
    var piece = Buffer.buffer();
    offsets.forEach(
        offset -> piece.appendBytes(TestCall.prefixed(request(topic, "m" + offset, offset))));
    return piece.getBytes();
  }

  private static byte[] join(byte[]... pieces) {
    var all = Buffer.buffer();
    for (var piece : pieces) all.appendBytes(piece);
    return all.getBytes();
  }
}
