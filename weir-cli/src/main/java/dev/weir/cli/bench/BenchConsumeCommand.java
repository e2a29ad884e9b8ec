package dev.weir.cli.bench;

import dev.weir.cli.bench.BenchOptions.Run;
import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.load.Clients;
import dev.weir.cli.load.Payload;
import dev.weir.cli.load.Sending;
import dev.weir.cli.load.Size;
import dev.weir.cli.load.Tally;
import dev.weir.cli.load.Window;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir bench consume`: how fast Kafka gives messages out.
@Command(
    name = "consume",
    description = "Read a topic from its start, again and again for a while, and tell how fast.",
    footer = {
      "",
      "It joins no group and commits nothing. The times are those of a poll. What was written just"
          + " now comes from the brokers' memory, not from their disks.",
      "",
      "Example: weir bench consume --fill 64MiB --assert 'rate>10MB/s'"
    })
final class BenchConsumeCommand implements Callable<Integer> {
  private static final Duration FILL_MAX = Duration.ofMinutes(2);

  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private BenchOptions options = new BenchOptions();
  @Mixin private TopicOption topic = new TopicOption();
  @Mixin private Payload payload = new Payload();

  @Option(
      names = "--fill",
      paramLabel = "SIZE",
      defaultValue = "128MiB",
      converter = Size.class,
      description = "What a new topic is filled with (default: ${DEFAULT-VALUE}).")
  private long fill = 128 << 20;

  @Override
  public Integer call() {
    options.check();
    return options.tell(io, topic.use(io, cluster, this::measure));
  }

  private @Nullable Run measure(String name, int partitions) throws Exception {
    BooleanSupplier stop = io.stop()::asked;
    var clients = options.clients(1);
    if (clients > partitions) {
      throw BenchOptions.usage(
          "of %d clients for %d partitions some would have none".formatted(clients, partitions));
    }
    if (!topic.named()) fill(name, partitions, stop);
    if (stop.getAsBoolean()) return null;
    try (var progress = Progress.start(io, "bench", -1)) {
      var tally = new Tally(options.window(), progress);
      var reading = new Reading(cluster, tally, stop);
      var shares = new Reading.Shares(name, partitions, clients);
      var cpu =
          Clients.run(clients, tally.window(), stop, number -> reading.run(shares.of(number)));
      if (stop.getAsBoolean()) return null;
      return new Run("consume", name, "poll", tally, cpu);
    }
  }

  private void fill(String name, int partitions, BooleanSupplier stop) {
    var next = new AtomicInteger();
    var tally = new Tally(Window.after(Duration.ZERO, FILL_MAX), null);
    var plan =
        new Sending.Plan(
            (value, _) ->
                new ProducerRecord<byte[], byte[]>(
                    name, next.getAndIncrement() % partitions, null, value),
            payload.messages(io),
            0,
            fill);
    var settings = Sending.settings(cluster, Map.of("batch.size", 256 << 10));
    try (var sending = Sending.open(cluster, settings, plan, stop)) {
      sending.run(tally);
    }
    if (tally.failed() > 0 && tally.firstError() != null) throw cluster.failure(tally.firstError());
  }
}
