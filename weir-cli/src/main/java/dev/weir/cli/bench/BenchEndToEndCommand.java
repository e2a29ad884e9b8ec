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
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir bench end-to-end`: how long messages take from a producer to a consumer.
@Command(
    name = "end-to-end",
    description =
        "Send messages to Kafka and read them back, and tell how long they were on the way.",
    footer = {
      "",
      "Both ends are in this process, so one clock times them. Messages of others in the topic are"
          + " passed over. --rate is 1000/s unless it is set; more clients are more producers.",
      "",
      "Example: weir bench end-to-end --linger 0ms --assert 'p99<100ms'"
    })
final class BenchEndToEndCommand implements Callable<Integer> {
  private static final double USUAL_RATE = 1_000;

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
    return options.tell(io, topic.use(io, cluster, this::measure));
  }

  private @Nullable Run measure(String name, int partitions) throws Exception {
    BooleanSupplier stop = io.stop()::asked;
    var clients = options.clients(1);
    var messages = payload.messages(io);
    var perSecond = rate.given() ? rate.perSecond(messages, clients) : USUAL_RATE / clients;
    var stamps = new Stamps(name, ThreadLocalRandom.current().nextLong());
    var plan = new Sending.Plan(stamps::message, messages, perSecond, Long.MAX_VALUE);
    var shape = new Senders.Shape(clients, stop);
    try (var senders = Senders.open(cluster, producer.settings(cluster), plan, shape);
        var trip = RoundTrip.open(cluster, stamps, partitions, stop);
        var progress = Progress.start(io, "bench", -1)) {
      var arrived = new Tally(options.window(), progress);
      var ends =
          new RoundTrip.Ends(
              new Tally(arrived.window(), null), arrived, clients, System.nanoTime());
      var cpu =
          Clients.run(
              clients + 1,
              arrived.window(),
              stop,
              number -> {
                if (number == clients) trip.read(ends);
                else trip.send(senders, number, ends);
              });
      if (stop.getAsBoolean()) return null;
      ends.settle();
      return new Run("end-to-end", name, "message", arrived, cpu);
    }
  }
}
