package dev.weir.gateway.grpc;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.weir.config.Address;
import dev.weir.config.LimitsConfig;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Budget;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.Counts;
import dev.weir.gateway.ListedSink;
import dev.weir.gateway.cluster.TopicNames;
import dev.weir.gateway.door.Door;
import dev.weir.gateway.door.Entry;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Net;
import dev.weir.gateway.net.Place;
import dev.weir.gateway.net.TestCall;
import dev.weir.metrics.Metrics;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// A gRPC port before a sink that keeps what it is sent in a list; and what goes over the wire.
final class GrpcRig {
  static final LimitsConfig ROOMY = new LimitsConfig(64 << 20, 1 << 20, 100_000, 1 << 20);
  static final String PRODUCE = "/KafkaAmbassador/Produce";
  static final String OK = "0";

  final Metrics metrics = new Metrics();
  final Counts counts = new Counts(metrics);
  final ListedSink sink;
  final Delivery delivery;
  private final Net net = Net.start(System::nanoTime);
  private final Deque<AutoCloseable> open = new ArrayDeque<>(List.of(net));
  private final GrpcIngress ingress;

  /// What the cluster says that it has; may be set at any time.
  volatile TopicNames topics = () -> completedFuture(List.of());

  GrpcRig(ListedSink sink, LimitsConfig limits, String... settings) {
    this.sink = sink;
    delivery = Delivery.start(limits, sink::open, metrics, System::nanoTime);
    open.push(delivery);
    var context = new Context(net, delivery, metrics, () -> topics.names());
    var address = new Address.Tcp("127.0.0.1", 0);
    ingress = GrpcIngress.start(Place.plain(address), context, settings(settings), nobodyAsks());
    open.push(ingress);
  }

  static Entry nobodyAsks() {
    var auth = settings().get().auth();
    return new Door(
            new Address.Off(), () -> auth, new Budget(1 << 20), new Metrics(), System::nanoTime)
        .entry("grpc");
  }

  /// With a sink that answers at once.
  static GrpcRig answering(String... settings) {
    return new GrpcRig(ListedSink.answering(), ROOMY, settings);
  }

  /// With a sink that answers when it is told to.
  static GrpcRig silent(String... settings) {
    return new GrpcRig(ListedSink.silent(), ROOMY, settings);
  }

  static Supplier<WeirConfig> settings(String... settings) {
    var config = WeirConfig.read(Sources.of(settings));
    return () -> config;
  }

  int port() {
    return ingress.port();
  }

  /// Ends the port, as a stop of the gateway does.
  void stop() {
    ingress.close();
  }

  TestCall produce(String... headers) {
    return call(PRODUCE, headers);
  }

  TestCall call(String method, String... headers) {
    var call = TestCall.open(ingress.port(), method, headers);
    open.addLast(call);
    return call;
  }

  /// `ProdRq` as protobuf writes it.
  static byte[] request(String topic, String message, long streamOffset) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        new ProtoWriter()
            .text(1, topic)
            .bytes(2, message.getBytes(StandardCharsets.UTF_8))
            .bytes());
    bytes.writeBytes(ack(streamOffset));
    return bytes.toByteArray();
  }

  /// `ProdRs` as protobuf writes it.
  static byte[] ack(long streamOffset) {
    var bytes = new byte[ProduceCodec.RESPONSE_BYTES_MAX];
    return Arrays.copyOf(bytes, ProduceCodec.encode(bytes, streamOffset, null));
  }

  /// Acknowledgements of these messages, as they come over the wire.
  static String acks(long... streamOffsets) {
    return LongStream.of(streamOffsets)
        .mapToObj(offset -> TestCall.prefixed(ack(offset)))
        .map(HexFormat.of().withUpperCase()::formatHex)
        .collect(Collectors.joining());
  }

  void close() throws Exception {
    sink.release();
    for (var one : open) one.close();
  }
}
