package dev.weir.cli.produce;

import dev.weir.TopicName;
import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.GatewayKey;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Progress;
import dev.weir.cli.units.Pace;
import dev.weir.cli.units.PerSecond;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `weir produce`: sends messages, and ends with 0 only when every one was acknowledged.
@Command(
    name = "produce",
    aliases = "p",
    description = "Send messages: lines of standard input, or of files.",
    footer = {
      "",
      "Ends with 0 when every message was acknowledged at the level asked for; 2: nothing was done;"
          + " 3: no such topic or file; 5: Kafka cannot be reached; 6: some messages were not"
          + " acknowledged, and which.",
      "",
      "Example: seq 100 | weir produce rides --create"
    })
public final class ProduceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private InputOptions input = new InputOptions();

  @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic's name.")
  private String topic = "";

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      description = "Read these in place of standard input (-); .gz and .zst are unpacked.")
  private final List<String> files = new ArrayList<>();

  @Option(
      names = "--acks",
      paramLabel = "0|1|all",
      description =
          "Who has to have a message: nobody, the leader, all in-sync replicas (default).")
  private @Nullable String acks;

  @Option(
      names = "-z",
      paramLabel = "none|gzip|snappy|lz4|zstd",
      description = "How batches are packed (default: lz4).")
  private @Nullable String compression;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description = "So much a second at most: 1000/s or 5MB/s.")
  private @Nullable PerSecond rate;

  @Option(
      names = "--delivery-timeout",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description = "How long Kafka may take to acknowledge a message (default: ${DEFAULT-VALUE}).")
  private Duration deliveryMax = Duration.ofSeconds(30);

  @Option(names = "--tee", description = "Copy the input to standard output.")
  private boolean tee;

  @Option(
      names = "--report",
      description = "Print partition, offset and timestamp of each message, in the input's order.")
  private boolean report;

  @Option(
      names = "--transaction",
      description = "All or nothing: messages are seen when all are there.")
  private boolean transaction;

  @Option(
      names = "--via",
      paramLabel = "kafka|gateway",
      description = "Straight to Kafka (default), or through the gateway of the context.")
  private Via via = Via.KAFKA;

  @Option(names = "--create", description = "Make the topic if it is not there.")
  private boolean create;

  @Option(
      names = "--skip-bad",
      paramLabel = "FILE",
      description = "Add what is no message to this file, and go on.")
  private @Nullable String skipBad;

  /// The ways there.
  enum Via {
    KAFKA,
    GATEWAY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() throws Exception {
    check();
    var sources = new Sources(io, files, !input.isWholeFile(), tee ? io.out() : null);
    cluster.mayWrite("send messages");
    var found = via == Via.KAFKA ? found() : null;
    var begunNanos = System.nanoTime();
    var verdict = run(sources, found);
    if (prompts(sources)) io.world().err().println();
    return told(verdict, begunNanos);
  }

  private Verdict run(Sources sources, @Nullable KafkaTopic found) throws InterruptedException {
    var receipts = report ? new Receipts(io.out()) : null;
    try (var skipped = skipped();
        var progress = progress(sources)) {
      var tally = new Tally(progress, receipts);
      boolean kept;
      try (var route = route(found, tally)) {
        var pace = rate == null ? null : new Pace(rate);
        var way = new Pump.Way(input.given(topic), route, tally, pace, skipped);
        new Production(io, route, tally, receipts)
            .run(new Pump(sources, input, way, prompt(sources)));
        kept = route.isKept();
      }
      var count = skipped == null ? 0 : skipped.count();
      return new Verdict(tally, choice().acks(), kept, count);
    }
  }

  private @Nullable SkippedLines skipped() {
    return skipBad == null ? null : SkippedLines.open(io.world().folder().resolve(skipBad));
  }

  private void check() {
    input.check();
    if (!choice().acks().matches("0|1|all")) {
      throw wrong("--acks must be 0, 1 or all, not '%s'".formatted(acks));
    }
    if (compression != null && !compression.matches("none|gzip|snappy|lz4|zstd")) {
      throw wrong("-z must be none, gzip, snappy, lz4 or zstd, not '%s'".formatted(compression));
    }
    if (rate != null && !(rate.amount() > 0)) throw wrong("--rate must be more than 0");
    if (deliveryMax.toMillis() < 100 || deliveryMax.toHours() > 24) {
      throw wrong("--delivery-timeout must be between 100ms and 24h");
    }
    if (via == Via.GATEWAY && (transaction || create || compression != null)) {
      throw wrong("--transaction, --create and -z are for --via kafka");
    }
    if (via == Via.GATEWAY && !TopicName.legal(topic)) throw wrong("no topic can be called so");
    if (tee && report) throw wrong("--tee and --report would mix on standard output; give one");
    if (report && choice().acks().equals("0")) throw wrong("--report needs --acks 1 or all");
    if (transaction && !choice().acks().equals("all"))
      throw wrong("--transaction needs --acks all");
  }

  private KafkaTopic found() {
    var found = KafkaTopic.find(cluster, topic, create);
    var partition = input.partition();
    if (partition != null && partition >= found.partitions()) {
      throw wrong(
          "-p %d: topic '%s' has %d partitions, from 0 on"
              .formatted(partition, topic, found.partitions()));
    }
    return found;
  }

  private KafkaChoice choice() {
    var level = acks;
    if (level == null) level = cluster.connection().properties().getOrDefault("acks", "all");
    return new KafkaChoice(
        level.equals("-1") ? "all" : level, compression, transaction, deliveryMax);
  }

  private Route route(@Nullable KafkaTopic found, Tally tally) {
    if (found == null) return new GatewayRoute(reached(), topic, choice(), tally);
    var producer = choice().producer(cluster, found);
    try {
      return new KafkaRoute(producer, found, choice(), tally);
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw cluster.failure(e);
    }
  }

  private GatewayRoute.Reached reached() {
    return new GatewayRoute.Reached(
        gateway(), cluster.connection().gatewayTerms(), new GatewayKey().key(io.world()));
  }

  private String gateway() {
    var address = cluster.connection().gateway();
    if (address != null) return address;
    throw new Failure(
        ExitCode.USAGE,
        "Nothing was sent",
        "no gateway is known beside %s".formatted(cluster.connection()),
        "Name it in WEIR_GATEWAY or the context ('weir context edit'), or leave --via out.");
  }

  private Progress progress(Sources sources) {
    var prints = (tee || report) && io.world().terminal().out();
    if (prints || sources.isTyped()) return Progress.hidden(io, "produce");
    var bytes = sources.totalBytes();
    return bytes > 0
        ? Progress.ofBytes(io, "produce", bytes, sources::bytesRead)
        : Progress.start(io, "produce", -1);
  }

  /// What is done before each read that may take its time.
  private Runnable prompt(Sources sources) {
    if (!prompts(sources)) return () -> {};
    return () -> {
      io.world().err().print("> ");
      io.world().err().flush();
    };
  }

  private boolean prompts(Sources sources) {
    return sources.isTyped() && io.world().terminal().out();
  }

  private int told(Verdict verdict, long begunNanos) {
    var seconds = (System.nanoTime() - begunNanos) / 1e9;
    var summary = verdict.summary(seconds, io.world().terminal().unicode());
    if (!verdict.isUnread()) io.say(summary);
    try {
      verdict.require(cluster::failure);
    } catch (Failure e) {
      if (!io.stop().asked()) throw e;
      io.tell("weir: " + e.getMessage());
    }
    return io.stop().asked() ? ExitCode.SIGNALLED : ExitCode.OK;
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
