package dev.weir.gateway.grpc;

import static dev.weir.gateway.grpc.GrpcRig.OK;
import static dev.weir.gateway.grpc.GrpcRig.PRODUCE;
import static dev.weir.gateway.grpc.GrpcRig.ROOMY;
import static dev.weir.gateway.grpc.GrpcRig.acks;
import static dev.weir.gateway.grpc.GrpcRig.request;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Problem;
import dev.weir.config.Address;
import dev.weir.config.LimitsConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.Await;
import dev.weir.gateway.Counts;
import dev.weir.gateway.ListedSink;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Net;
import dev.weir.gateway.net.Place;
import dev.weir.gateway.net.TestCall;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GrpcIngressTest {
  private static final String INVALID_ARGUMENT = "3";
  private static final String RESOURCE_EXHAUSTED = "8";
  private static final String UNIMPLEMENTED = "12";
  private static final String UNAVAILABLE = "14";

  /// An offset that takes some bytes to acknowledge.
  private static final int FAR = 1 << 28;

  private static final Label SINK = new Label("sink", "kafka");

  private final Metrics metrics = new Metrics();
  private final Counts counts = new Counts(metrics);
  private final Net net = Net.start(System::nanoTime);
  private final Deque<AutoCloseable> open = new ArrayDeque<>(List.of(net));
  private ListedSink sink = ListedSink.answering();
  private int port;

  @AfterEach
  void stop() throws Exception {
    sink.release();
    for (var one : open) one.close();
  }

  @Test
  void a_message_is_acknowledged_byte_for_byte_as_the_contract_says() {
    var call = produce(ROOMY);

    call.sendRaw("00 00000009 0A0174 12026869 1805");
    call.halfClose();

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo("00000000021805");
    assertThat(sink.lines()).containsExactly("t/null=hi");
  }

  @Test
  void offset_0_is_acknowledged_by_an_empty_message_and_no_message_is_an_empty_value() {
    var call = produce(ROOMY);

    call.sendRaw("00 00000003 0A0174");
    call.halfClose();

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo("0000000000");
    assertThat(sink.sent().getFirst().message().value()).isEmpty();
  }

  @Test
  void offsets_are_the_clients_own_and_may_go_back() {
    var call = produce(ROOMY);

    for (var offset = 100; offset > 95; offset--) call.send(request("g", "m", offset));
    call.halfClose();

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo(acks(100, 99, 98, 97, 96));
  }

  @Test
  void a_message_may_come_byte_by_byte() {
    var call = produce(ROOMY);

    for (var b : TestCall.prefixed(request("t", "hi", 5))) call.sendRaw(new byte[] {b});
    call.halfClose();

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo(acks(5));
  }

  @Test
  void acknowledgements_come_in_the_order_of_the_messages_whatever_the_order_of_their_outcomes() {
    sink = ListedSink.silent();
    var call = produce(ROOMY);
    for (var offset = 1; offset <= 3; offset++) call.send(request("t", "m", offset));
    Await.until(() -> assertThat(sink.sent()).hasSize(3));

    sink.sent().get(2).deliver();
    sink.sent().get(1).deliver();
    assertThat(call.receivedHex()).isEmpty();
    sink.sent().get(0).deliver();

    Await.until(() -> assertThat(call.receivedHex()).isEqualTo(acks(1, 2, 3)));
    assertThat(call.hasEnded()).isFalse();
  }

  @Test
  void half_close_waits_for_the_last_outcome() {
    sink = ListedSink.silent();
    var call = produce(ROOMY);
    call.send(request("t", "m", 7));
    call.halfClose();
    Await.until(() -> assertThat(sink.sent()).hasSize(1));
    assertThat(call.hasEnded()).isFalse();

    sink.sent().getFirst().deliver();

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo(acks(7));
  }

  @Test
  void a_lost_message_ends_the_stream_where_its_acknowledgement_would_have_stood() {
    sink = ListedSink.silent();
    var call = produce(ROOMY);
    for (var offset = 1; offset <= 4; offset++) call.send(request("t", "m", offset));
    Await.until(() -> assertThat(sink.sent()).hasSize(4));

    sink.sent().get(3).deliver();
    sink.sent().get(2).lose(Problem.Code.TIMED_OUT);
    sink.sent().get(1).deliver();
    sink.sent().get(0).deliver();

    assertThat(call.status()).isEqualTo(UNAVAILABLE);
    assertThat(call.statusMessage()).contains("It was lost");
    assertThat(call.receivedHex()).isEqualTo(acks(1, 2));
    Await.until(() -> assertThat(counts.of("weir_grpc_streams")).isZero());
  }

  @Test
  void an_illegal_topic_ends_the_stream_after_the_acknowledgements_before_it() {
    var call = produce(ROOMY);

    call.send(request("t", "m", 1));
    call.send(request("no topic", "m", 2));
    call.send(request("t", "m", 3));

    assertThat(call.status()).isEqualTo(INVALID_ARGUMENT);
    assertThat(call.receivedHex()).isEqualTo(acks(1));
  }

  @Test
  void a_message_over_the_limit_of_messages_is_an_invalid_argument() {
    var call = produce(new LimitsConfig(64 << 20, 10, 100, 1 << 20));

    call.send(request("t", "12345678901", 1));

    assertThat(call.status()).isEqualTo(INVALID_ARGUMENT);
  }

  @Test
  void a_malformed_request_is_an_invalid_argument() {
    var call = produce(ROOMY);

    call.sendRaw("00 00000002 0A05");

    assertThat(call.status()).isEqualTo(INVALID_ARGUMENT);
    assertThat(call.receivedHex()).isEmpty();
  }

  @Test
  void a_request_of_5_mib_exhausts_resources() {
    var call = produce(ROOMY);

    call.send(request("t", "m", 1));
    Await.until(() -> assertThat(call.receivedHex()).isEqualTo(acks(1)));
    call.send(request("t", "x".repeat(5 << 20), 2));

    assertThat(call.status()).isEqualTo(RESOURCE_EXHAUSTED);
    assertThat(call.statusMessage())
        .isEqualTo("grpc: received message larger than max (5242890 vs. 4194304)");
    assertThat(call.receivedHex()).isEqualTo(acks(1));
    assertThat(sink.sent()).hasSize(1);
  }

  @Test
  void a_compressed_request_is_read() throws IOException {
    var call = produce(ROOMY, "grpc-encoding", "gzip");

    call.sendRaw(compressed(request("t", "hi", 5)));
    call.halfClose();

    assertThat(call.status()).isEqualTo(OK);
    assertThat(sink.lines()).containsExactly("t/null=hi");
  }

  @Test
  void a_few_bytes_that_unfold_to_many_are_stopped() throws IOException {
    var call = produce(ROOMY, "grpc-encoding", "gzip");

    call.sendRaw(compressed(new byte[64 << 20]));

    assertThat(call.status()).isEqualTo(RESOURCE_EXHAUSTED);
  }

  @Test
  void a_compression_that_was_not_named_is_unimplemented() {
    var call = produce(ROOMY);

    call.sendRaw("01 00000002 0A05");

    assertThat(call.status()).isEqualTo(UNIMPLEMENTED);
  }

  @Test
  void reading_stops_at_a_thousand_messages_without_an_answer() {
    sink = ListedSink.silent();
    var call = produce(ROOMY);
    var all = 5_000;
    var message = "x".repeat(2_000);

    for (var offset = 1; offset <= all; offset++) call.send(request("t", message, offset));
    call.halfClose();
    Await.until(() -> assertThat(sink.sent()).hasSizeGreaterThanOrEqualTo(1_000));
    assertThat(sink.sent()).hasSize(1_000);
    sink.release();

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo(acks(LongStream.rangeClosed(1, all).toArray()));
    assertThat(counts.of("weir_grpc_messages_accepted")).isEqualTo(all);
    assertThat(counts.of("weir_ingress_messages", new Label("ingress", "grpc"))).isEqualTo(all);
  }

  @Test
  void a_client_that_reads_no_acknowledgement_is_not_read_any_more_and_others_go_on() {
    var all = 30_000;
    var call = produce(ROOMY).unread();

    var messages = new ByteArrayOutputStream();
    for (var offset = 1; offset <= all; offset++) {
      messages.writeBytes(TestCall.prefixed(request("t", "m", FAR + offset)));
    }
    call.sendRaw(messages.toByteArray());
    call.halfClose();
    Await.until(() -> assertThat(sink.sent()).hasSizeGreaterThanOrEqualTo(1_000));
    for (var i = 0; i < 3; i++) {
      var other = open(PRODUCE);
      other.send(request("t", "m", 1));
      other.halfClose();
      assertThat(other.status()).isEqualTo(OK);
    }
    assertThat(counts.of("weir_grpc_messages_accepted")).isLessThan(all / 2);
    call.read();

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex())
        .isEqualTo(acks(LongStream.rangeClosed(FAR + 1, FAR + all).toArray()));
  }

  @Test
  void a_cancelled_call_leaves_nothing_behind_and_its_messages_go_on() {
    sink = ListedSink.silent();
    var call = produce(ROOMY);
    call.send(request("t", "m", 1));
    Await.until(() -> assertThat(sink.sent()).hasSize(1));
    assertThat(counts.of("weir_grpc_streams")).isOne();

    call.cancel();
    Await.until(() -> assertThat(counts.of("weir_grpc_streams")).isZero());
    sink.release();

    Await.until(() -> assertThat(counts.of("weir_messages_delivered", SINK)).isOne());
    Await.until(() -> assertThat(counts.of("weir_messages_waiting", SINK)).isZero());
  }

  @Test
  void a_broken_connection_leaves_nothing_behind() {
    var call = produce(ROOMY);
    call.send(request("t", "m", 1));
    Await.until(() -> assertThat(counts.of("weir_grpc_streams")).isOne());

    call.breakOff();

    Await.until(() -> assertThat(counts.of("weir_grpc_streams")).isZero());
  }

  @Test
  void closing_answers_what_is_in_hand_and_ends_idle_streams_as_unavailable() throws Exception {
    sink = ListedSink.silent();
    var idle = produce(ROOMY);
    var busy = open(PRODUCE);
    busy.send(request("t", "m", 1));
    Await.until(() -> assertThat(sink.sent()).hasSize(1));

    var closing = Thread.ofVirtual().start(() -> closeQuietly(open.removeFirst()));
    assertThat(idle.status()).isEqualTo(UNAVAILABLE);
    sink.release();

    assertThat(busy.status()).isEqualTo(UNAVAILABLE);
    assertThat(busy.receivedHex()).isEqualTo(acks(1));
    closing.join();
  }

  @Test
  void an_unknown_method_is_unimplemented() {
    start(ROOMY);
    var call = open("/KafkaAmbassador/Consume");

    call.sendRaw("00 00000000");
    call.halfClose();

    assertThat(call.status()).isEqualTo(UNIMPLEMENTED);
  }

  @Test
  void a_stream_ends_with_the_level_of_its_least_safe_message() {
    var call = produce(ROOMY);

    call.send(request("t", "m", 1));
    call.halfClose();

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.trailer("weir-acks")).isEqualTo("kafka");
    assertThat(call.trailer("weir-problem-code")).isEqualTo("none");
  }

  @Test
  void a_stream_on_the_level_memory_is_acknowledged_at_once() {
    sink = ListedSink.silent();
    start(ROOMY, Acks.MEMORY);
    var call = open(PRODUCE);

    call.send(request("t", "m", 1));
    call.halfClose();

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo(acks(1));
    assertThat(call.trailer("weir-acks")).isEqualTo("memory");
  }

  @Test
  void a_stream_that_fails_tells_machines_why_and_how_safe_the_rest_is() {
    var call = produce(ROOMY);

    call.send(request("t", "m", 1));
    call.send(request("a b", "m", 2));

    assertThat(call.status()).isEqualTo(INVALID_ARGUMENT);
    assertThat(call.trailer("weir-problem-code")).isEqualTo("invalid_topic");
    assertThat(call.trailer("weir-acks")).isEqualTo("kafka");
    assertThat(call.trailer("grpc-retry-pushback-ms")).isEqualTo("none");
  }

  private TestCall produce(LimitsConfig limits, String... headers) {
    start(limits);
    return open(PRODUCE, headers);
  }

  private void start(LimitsConfig limits) {
    start(limits, Acks.KAFKA);
  }

  private void start(LimitsConfig limits, Acks acks) {
    var delivery = Delivery.start(limits, sink::open, metrics, System::nanoTime);
    open.push(delivery);
    var address = new Address.Tcp("127.0.0.1", 0);
    var ingress =
        GrpcIngress.start(
            Place.plain(address),
            new Context(net, delivery, metrics, () -> completedFuture(List.of())),
            GrpcRig.settings("acks.grpc=" + acks.label()),
            GrpcRig.nobodyAsks());
    open.push(ingress);
    port = ingress.port();
  }

  private TestCall open(String method, String... headers) {
    var call = TestCall.open(port, method, headers);
    open.addLast(call);
    return call;
  }

  private static void closeQuietly(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      throw new AssertionError("it did not close", e);
    }
  }

  private static byte[] compressed(byte[] message) throws IOException {
    var zipped = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(zipped)) {
      zip.write(message);
    }
    var prefixed = TestCall.prefixed(zipped.toByteArray());
    prefixed[0] = 1;
    return prefixed;
  }
}
