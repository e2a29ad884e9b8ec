package dev.weir.cli.size;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.load.Acks;
import dev.weir.cli.load.Payload;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir size`: how many partitions a topic needs.
@Command(
    name = "size",
    description = {
      "Tell how many partitions a topic needs: MAX(t/p, t/c).",
      "",
      "t is the target, p what a producer gets into one partition, c what a consumer gets out of"
          + " one. Give p and c, or have them measured on your cluster."
    },
    footer = {
      "",
      "--measure makes topics 'weir-size-…' of one partition and removes each, also after Ctrl-C."
          + " Rates are of values, before compression.",
      "",
      "Example: weir size rides --target 50MB/s --producer 12MB/s --consumer 8MB/s --growth 2"
    })
public final class SizeCommand implements Callable<Integer> {
  private static final double PARTITIONS_MAX = 100_000;
  private static final int USUAL_REPLICAS = 3;

  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private Payload payload = new Payload();
  @Mixin private MeasureOptions measure = new MeasureOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "TOPIC",
      description = "The topic's name, for the answer; --measure does as its settings say.")
  private String topic = "";

  @Option(
      names = "--target",
      required = true,
      paramLabel = "RATE",
      converter = Throughput.Converter.class,
      description = "What the topic is to carry: 50MB/s, 48MiB/s, 20000msg/s.")
  private Throughput target = new Throughput(0, Throughput.Unit.MB);

  @Option(
      names = "--producer",
      paramLabel = "RATE",
      converter = Throughput.Converter.class,
      description = "What a producer gets into one partition.")
  private @Nullable Throughput producer;

  @Option(
      names = "--consumer",
      paramLabel = "RATE",
      converter = Throughput.Converter.class,
      description = "What a consumer gets out of one partition, its own work included.")
  private @Nullable Throughput consumer;

  @Option(
      names = "--growth",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "Room for so many times the target (default: ${DEFAULT-VALUE}).")
  private double growth = 1;

  @Option(
      names = "--consumers",
      paramLabel = "COUNT",
      defaultValue = "1",
      description = "Consumers of a group; the answer is a multiple of it (default: 1).")
  private int consumers = 1;

  @Option(
      names = {"-r", "--replicas"},
      paramLabel = "COUNT",
      description = "Copies of each partition (default: the topic's, else 3 or all brokers).")
  private int replicas;

  @Option(
      names = "--partitions-now",
      paramLabel = "COUNT",
      description = "Partitions that the topic has already (default: --measure asks Kafka).")
  private int partitionsNow;

  @Option(
      names = "--brokers",
      paramLabel = "COUNT",
      description = "Brokers of the cluster (default: --measure asks Kafka).")
  private int brokers;

  @Override
  public Integer call() throws Exception {
    check();
    if (!measure.wanted()) {
      output.print(io, calculated());
      return ExitCode.OK;
    }
    var view = cluster.ask(admin -> measured(new Surroundings(cluster, admin)));
    if (io.stop().asked()) return ExitCode.SIGNALLED;
    output.print(io, view);
    return ExitCode.OK;
  }

  private void check() {
    if (growth <= 0) throw usage("--growth has to be more than 0, and not " + growth);
    if (consumers < 1) throw usage("--consumers has to be 1 or more, and not " + consumers);
    if (replicas < 0 || partitionsNow < 0 || brokers < 0) throw usage("a count is less than 0");
    measure.check();
    if (measure.wanted() && (producer != null || consumer != null)) {
      throw usage("--measure finds out what --producer and --consumer say");
    }
    if (!measure.wanted() && (producer == null || consumer == null)) {
      throw usage("--producer and --consumer are needed, or --measure");
    }
  }

  private SizeView calculated() {
    var messageBytes = messageBytes(payload.messages(io));
    var need =
        need(
            messageBytes,
            Figure.given(bytes(producer, messageBytes)),
            Figure.given(bytes(consumer, messageBytes)),
            new Measured.Place(brokers, usualReplicas(brokers), partitionsNow, Map.of()));
    var compared = new EnumMap<Acks, @Nullable Figure>(Acks.class);
    if (measure.compares()) for (var acks : Acks.values()) compared.put(acks, null);
    return view(need, messageBytes, compared, "", brokers);
  }

  private static double bytes(@Nullable Throughput rate, long messageBytes) {
    return rate == null ? 0 : rate.bytes(messageBytes);
  }

  private int usualReplicas(int known) {
    if (replicas > 0) return replicas;
    return known == 0 ? USUAL_REPLICAS : Math.min(USUAL_REPLICAS, known);
  }

  private SizeView measured(Surroundings surroundings) throws Exception {
    try (var _ = io.stop().whenAsked(() -> {})) {
      var place = surroundings.place(topic, replicas, partitionsNow);
      var messages = payload.messages(io);
      var plan = measure.plan(messages);
      io.say(
          "weir: measuring on topics weir-size-… with %d of %d brokers, %s at most; Ctrl-C ends it."
              .formatted(place.replicas(), place.brokers(), measure.atMost()));
      var measured = new Measurement(io, cluster, plan).run(surroundings.admin(), place);
      if (io.stop().asked()) return nothing();
      measured.notes().forEach(note -> io.tell("weir: " + note));
      return view(measured, messageBytes(messages));
    }
  }

  /// Of a measurement that was broken off: nobody sees it.
  private SizeView nothing() {
    var need = new Need(1, Figure.given(1), Figure.given(1), 1, 1, 1, 0);
    return view(need, 1, Map.of(), "", 0);
  }

  private SizeView view(Measured measured, long messageBytes) {
    var producers = measured.producers();
    var decides = producers.get(measure.deciding());
    if (decides == null) throw new IllegalStateException("There is no measured producer");
    var need = need(messageBytes, decides, measured.consumer(), measured.place());
    var compared = new EnumMap<Acks, @Nullable Figure>(Acks.class);
    if (measure.compares()) compared.putAll(producers);
    return view(need, messageBytes, compared, measured.work(), measured.place().brokers());
  }

  private Need need(long messageBytes, Figure producing, Figure consuming, Measured.Place place) {
    var need =
        new Need(
            target.bytes(messageBytes),
            producing,
            consuming,
            growth,
            consumers,
            place.replicas(),
            place.partitionsNow());
    if (new Answer(need).ratio() * growth > PARTITIONS_MAX) {
      throw usage("the answer is more than %,.0f partitions".formatted(PARTITIONS_MAX));
    }
    return need;
  }

  private SizeView view(
      Need need,
      long messageBytes,
      Map<Acks, @Nullable Figure> compared,
      String work,
      int knownBrokers) {
    var scale = new SizeView.Scale(target.unit(), messageBytes);
    return new SizeView(new Answer(need), topic, scale, compared, work, knownBrokers);
  }

  private static long messageBytes(List<byte[]> messages) {
    return Math.max(
        1, Math.round(messages.stream().mapToInt(one -> one.length).average().orElse(1)));
  }

  static Failure usage(String why) {
    return new Failure(ExitCode.USAGE, "Nothing was done", why, "See 'weir size --help'.");
  }
}
