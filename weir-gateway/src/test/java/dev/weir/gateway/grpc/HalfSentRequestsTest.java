package dev.weir.gateway.grpc;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Address;
import dev.weir.config.LimitsConfig;
import dev.weir.delivery.Budget;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.Await;
import dev.weir.gateway.Counts;
import dev.weir.gateway.HighWater;
import dev.weir.gateway.ListedSink;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Net;
import dev.weir.gateway.net.Place;
import dev.weir.gateway.net.TestCall;
import dev.weir.metrics.Metrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that stop in the middle of a request: memory stays bounded, and the others get through.
@Timeout(60)
class HalfSentRequestsTest {
  private static final LimitsConfig LIMITS = new LimitsConfig(4 << 20, 512 << 10, 1_000, 1 << 20);
  private static final int PART = 1 << 20;
  private static final int CALLS = 12;
  private static final String PRODUCE = "/KafkaAmbassador/Produce";
  private static final String RESOURCE_EXHAUSTED = "8";

  /// Topic `t`, a value of 200,000 bytes, offset 5.
  private static final byte[] REQUEST = request();

  private static final int HALF = 150_000;

  private final Metrics metrics = new Metrics();
  private final Counts counts = new Counts(metrics);
  private final Net net = Net.start(System::nanoTime);
  private final Deque<AutoCloseable> open = new ArrayDeque<>(List.of(net));
  private final ListedSink sink = ListedSink.silent();
  private Delivery delivery;
  private HighWater highWater;
  private int port;

  @BeforeEach
  void start() {
    delivery = Delivery.start(LIMITS, sink::open, metrics, System::nanoTime);
    open.push(delivery);
    highWater = new HighWater(budget());
    open.push(highWater);
    var address = new Address.Tcp("127.0.0.1", 0);
    var ingress =
        GrpcIngress.start(
            Place.plain(address),
            new Context(net, delivery, metrics, () -> completedFuture(List.of())),
            GrpcRig.settings("acks.grpc=kafka"),
            GrpcRig.nobodyAsks());
    open.push(ingress);
    port = ingress.port();
  }

  @AfterEach
  void stop() throws Exception {
    sink.release();
    for (var one : open) one.close();
  }

  @Test
  void half_sent_requests_stay_within_their_part_and_leave_nothing_behind() {
    sink.release();
    var calls = halfSent();
    Await.until(() -> assertThat(refused()).isPositive());
    Await.until(() -> assertThat(highWater.bytes()).isGreaterThan(PART - 2L * REQUEST.length));

    for (var call : calls) {
      if (call.hasEnded()) assertThat(call.status()).isEqualTo(RESOURCE_EXHAUSTED);
      call.breakOff();
    }

    Await.until(() -> assertThat(counts.of("weir_grpc_streams")).isZero());
    Await.until(() -> assertThat(budget().usedBytes()).isZero());
    assertThat(highWater.bytes()).isLessThanOrEqualTo(PART);
    assertThat(sink.sent()).isEmpty();
    var call = open();
    call.sendRaw(REQUEST);
    Await.until(() -> assertThat(call.receivedHex()).isEqualTo("00000000021805"));
    Await.until(() -> assertThat(budget().usedBytes()).isZero());
  }

  @Test
  void a_small_request_gets_through_while_half_sent_ones_fill_their_part() {
    sink.release();
    halfSent();
    Await.until(() -> assertThat(refused()).isPositive());

    var call = open();
    call.sendRaw("00 00000009 0A0174 12026869 1805");
    call.halfClose();

    assertThat(call.status()).isEqualTo("0");
    assertThat(call.receivedHex()).isEqualTo("00000000021805");
  }

  @Test
  void a_call_without_room_ends_after_the_acknowledgements_of_what_it_had_sent() {
    var call = open();
    call.sendRaw("00 00000009 0A0174 12026869 1805");
    Await.until(() -> assertThat(sink.sent()).hasSize(1));
    var before = budget().usedBytes();
    assertThat(budget().take(LIMITS.memory() - before - 50_000)).isTrue();

    call.sendRaw(Arrays.copyOf(REQUEST, HALF));
    Await.until(() -> assertThat(refused()).isOne());
    assertThat(budget().usedBytes()).isEqualTo(LIMITS.memory() - 50_000);
    assertThat(call.hasEnded()).isFalse();
    budget().giveBack(LIMITS.memory() - before - 50_000);
    sink.release();

    assertThat(call.status()).isEqualTo(RESOURCE_EXHAUSTED);
    assertThat(call.receivedHex()).isEqualTo("00000000021805");
    Await.until(() -> assertThat(budget().usedBytes()).isZero());
  }

  @Test
  void a_request_that_no_room_would_be_enough_for_is_told_its_limit() {
    var call = open();

    call.sendRaw("00 000F4240 0A0174");

    assertThat(call.status()).isEqualTo(RESOURCE_EXHAUSTED);
    assertThat(call.statusMessage())
        .isEqualTo("grpc: received message larger than max (1000000 vs. 525312)");
  }

  private List<TestCall> halfSent() {
    var calls = new ArrayList<TestCall>();
    for (var i = 0; i < CALLS; i++) {
      var call = open();
      calls.add(call);
      call.sendRaw(Arrays.copyOf(REQUEST, HALF));
    }
    return calls;
  }

  private TestCall open() {
    var call = TestCall.open(port, PRODUCE);
    open.addLast(call);
    return call;
  }

  private static byte[] request() {
    var value = "78".repeat(200_000);
    return TestCall.prefixed(HexFormat.of().parseHex("0a0174" + "12c09a0c" + value + "1805"));
  }

  private Budget budget() {
    return delivery.budget();
  }

  private long refused() {
    return counts.of("weir_grpc_streams_refused");
  }
}
