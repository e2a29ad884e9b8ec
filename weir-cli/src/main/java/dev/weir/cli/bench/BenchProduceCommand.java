package dev.weir.cli.bench;

import dev.weir.cli.bench.BenchOptions.Run;
import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.load.Clients;
import dev.weir.cli.load.Payload;
import dev.weir.cli.load.Senders;
import dev.weir.cli.load.Sending;
import dev.weir.cli.load.Tally;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Progress;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir bench produce`: how fast Kafka takes messages in.
@Command(
    name = "produce",
    description = "Send messages to Kafka for a while, and tell how fast they were acknowledged.",
    footer = {
      "",
      "Without --rate it sends as fast as it can: then the times are those of a full buffer. Ends"
          + " with 6 when messages were not acknowledged, 7 when an --assert does not hold.",
      "",
      "Example: weir bench produce --rate 1000/s --acks 1 --assert 'p99<50ms'"
    })
final class BenchProduceCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private BenchOptions options = new BenchOptions();
  @Mixin private TopicOption topic = new TopicOption();
  @Mixin private Payload payload = new Payload();
  @Mixin private RateOption rate = new RateOption();
  @Mixin private ProducerOptions producer = new ProducerOptions();

  @Override
  public Integer call() {
    options.check();
    cluster.mayWrite("send messages");
    return options.tell(io, topic.use(io, cluster, (name, _) -> measure(name)));
  }

  private @Nullable Run measure(String name) throws Exception {
    BooleanSupplier stop = io.stop()::asked;
    var clients = options.clients(1);
    var messages = payload.messages(io);
    var plan =
        new Sending.Plan(
            (value, _) -> new ProducerRecord<>(name, value),
            messages,
            rate.perSecond(messages, clients),
            Long.MAX_VALUE);
    var settings = producer.settings(cluster);
    var shape = new Senders.Shape(clients, stop);
    try (var senders = Senders.open(cluster, settings, plan, shape);
        var progress = Progress.start(io, "bench", -1)) {
      var tally = new Tally(options.window(), progress);
      var cpu = Clients.run(clients, tally.window(), stop, one -> senders.run(one, tally));
      if (stop.getAsBoolean()) return null;
      return new Run("produce", name, "message", tally, cpu);
    }
  }
}
