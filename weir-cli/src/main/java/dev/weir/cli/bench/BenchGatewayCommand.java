package dev.weir.cli.bench;

import dev.weir.cli.bench.BenchOptions.Run;
import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.GatewayKey;
import dev.weir.cli.cluster.GatewayTls;
import dev.weir.cli.cluster.Offsets;
import dev.weir.cli.cluster.PortsFile;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.load.Clients;
import dev.weir.cli.load.Pace;
import dev.weir.cli.load.Payload;
import dev.weir.cli.load.Tally;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Progress;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir bench gateway`: how fast a gateway takes messages in.
@Command(
    name = "gateway",
    description = "Send messages to a gateway for a while, and tell how fast it answered.",
    footer = {
      "",
      "The address is that of the context's gateway, else of the 'weir up' of this folder, unless"
          + " one is given; 'unix' needs the path of a listen.unix-acked. A new topic is made in"
          + " the Kafka of -b, which has to be the gateway's. MB/S counts values alone.",
      "",
      "Example: weir bench gateway --protocol push --batch 10 --assert 'p99<50ms'"
    })
final class BenchGatewayCommand implements Callable<Integer> {
  private static final int USUAL_CLIENTS = 8;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final List<String> LEVELS = List.of("", "memory", "journal", "kafka");

  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private BenchOptions options = new BenchOptions();
  @Mixin private TopicOption topic = new TopicOption();
  @Mixin private Payload payload = new Payload();
  @Mixin private RateOption rate = new RateOption();
  @Mixin private GatewayTls tls = new GatewayTls();

  @Option(
      names = "--protocol",
      required = true,
      paramLabel = "push|topics|rest|grpc|unix",
      description = "How they are sent.")
  private Protocol protocol = Protocol.PUSH;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "http(s)://host:port, host:port of grpc, or the path of a socket.")
  private @Nullable String address;

  @Option(
      names = "--batch",
      paramLabel = "COUNT",
      defaultValue = "1",
      description = "Messages in a request of push, rest and grpc (default: ${DEFAULT-VALUE}).")
  private int each = 1;

  @Option(
      names = "--in-flight",
      paramLabel = "COUNT",
      defaultValue = "64",
      description = "Frames of a unix connection without an answer (default: ${DEFAULT-VALUE}).")
  private int inFlight = 64;

  @Option(
      names = "--acks",
      paramLabel = "memory|journal|kafka",
      defaultValue = "",
      description = "What topics asks for; push knows kafka alone (default: the gateway's own).")
  private String acks = "";

  @Override
  public Integer call() {
    check();
    cluster.mayWrite("send messages");
    return options.tell(io, topic.use(io, cluster, (name, _) -> measure(name)));
  }

  private void check() {
    options.check();
    if (each < 1) throw BenchOptions.usage("--batch has to be 1 or more, and not " + each);
    if (each > 1 && !protocol.batches()) {
      throw BenchOptions.usage("--batch is of use with push, rest and grpc alone");
    }
    if (inFlight < 1) throw BenchOptions.usage("--in-flight has to be 1 or more");
    if (!LEVELS.contains(acks)) throw BenchOptions.usage("--acks: '" + acks + "' is no level");
    var known = protocol == Protocol.TOPICS || (protocol == Protocol.PUSH && acks.equals("kafka"));
    if (!acks.isEmpty() && !known) {
      throw BenchOptions.usage("%s cannot ask for --acks %s".formatted(protocol, acks));
    }
    var _ = where();
  }

  /// Nobody else's: only what the user or the context named, or runs here.
  private String where() {
    if (address != null) return address;
    var here =
        switch (protocol) {
          case PUSH, TOPICS, REST -> cluster.connection().gateway();
          case GRPC -> grpc();
          case UNIX -> null;
        };
    if (here != null) return here;
    throw BenchOptions.usage(
        protocol == Protocol.UNIX
            ? "--address has to name the socket of listen.unix-acked"
            : "no gateway runs in this folder, and --address names none");
  }

  private @Nullable String grpc() {
    var world = io.world();
    var data = world.folder().resolve(world.env().getOrDefault("WEIR_DATA", "data"));
    var port = PortsFile.read(data.resolve("weir.ports")).get("grpc");
    return port == null ? null : "127.0.0.1:" + port;
  }

  private @Nullable Run measure(String name) throws Exception {
    var clients = options.clients(USUAL_CLIENTS);
    var messages = payload.messages(io);
    var perSecond = rate.perSecond(messages, clients) / each;
    if (!protocol.asks()) {
      var frames = frames(name, messages, perSecond);
      return measure(name, clients, frames::run);
    }
    try (var asking = asking(name, messages, perSecond)) {
      open(asking, clients);
      return measure(name, clients, asking::run);
    }
  }

  private void open(RequestClients asking, int clients) {
    try {
      asking.open(clients);
    } catch (IOException | NumberFormatException e) {
      throw nothing("%s (%s)".formatted(RequestClients.kind(e), e.getMessage()), e);
    }
  }

  /// One of the clients, until the tally is full.
  private interface Counted {
    void run(int number, Tally tally) throws Exception;
  }

  private @Nullable Run measure(String name, int clients, Counted client) throws Exception {
    try (var progress = Progress.start(io, "bench", -1)) {
      var tally = new Tally(options.window(), progress);
      var cpu =
          Clients.run(
              clients, tally.window(), io.stop()::asked, number -> client.run(number, tally));
      if (!topic.named()) arrive(name, tally.total());
      if (io.stop().asked()) return null;
      if (tally.total() == 0) throw nothing(tally.errors().toString(), tally.firstError());
      var timed = protocol.asks() ? "request" : "message";
      return new Run(protocol.toString(), name, timed, tally, cpu);
    }
  }

  /// Waits for what the gateway has acknowledged and not sent yet: Kafka would make the topic again
  /// for what comes when it is removed.
  private void arrive(String name, long acknowledged) {
    var deadlineNanos = System.nanoTime() + cluster.timeout().toNanos();
    var missing =
        cluster.<Long>ask(admin -> {
          var offsets = new Offsets(admin, Topics.partitions(admin, List.of(name)));
          var left = acknowledged - sum(offsets.ends());
          while (left > 0 && System.nanoTime() - deadlineNanos < 0) {
            Pace.until(System.nanoTime() + LOOK_NANOS, () -> false);
            left = acknowledged - sum(offsets.ends());
          }
          return left;
        });
    if (missing > 0) io.tell(late(name, missing));
  }

  private static long sum(Map<TopicPartition, Long> ends) {
    return ends.values().stream().mapToLong(end -> end).sum();
  }

  private static String late(String name, long missing) {
    return ("weir: %,d messages are still in the gateway. Kafka may make the topic again for them;"
            + " remove it then with 'weir topics delete %s'.")
        .formatted(missing, name);
  }

  private Target target() {
    return Target.parse(where(), this::terms, new GatewayKey().key(io.world()));
  }

  private RequestClients asking(String name, List<byte[]> messages, double perSecond) {
    var shape = new HttpRequests.Shape(target(), name, each, acks);
    var requests =
        protocol == Protocol.GRPC
            ? GrpcRequests.of(shape, messages)
            : HttpRequests.of(protocol, shape, messages);
    var load = new RequestClients.Load(perSecond, cluster.timeout(), io.stop()::asked);
    return new RequestClients(requests, load);
  }

  private SSLContext terms() {
    return tls.terms(io.world(), cluster.connection().tls());
  }

  private FrameClients frames(String name, List<byte[]> messages, double perSecond) {
    return new FrameClients(
        io.world().folder().resolve(where()),
        new FrameClients.Frames(name, messages, inFlight),
        new FrameClients.Load(perSecond, cluster.timeout(), io.stop()::asked));
  }

  private Failure nothing(String why, @Nullable Throwable cause) {
    return new Failure(
        cause instanceof ConnectException ? ExitCode.UNREACHABLE : ExitCode.FAILED,
        "The gateway at %s took nothing in".formatted(where()),
        why,
        "See whether it runs there and speaks '%s'.".formatted(protocol),
        cause);
  }
}
