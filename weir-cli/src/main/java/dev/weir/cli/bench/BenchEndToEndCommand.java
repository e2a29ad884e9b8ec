package dev.weir.cli.bench;

import dev.weir.cli.bench.BenchOptions.Run;
import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.load.Clients;
import dev.weir.cli.load.Payload;
import dev.weir.cli.load.Tally;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Progress;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
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
    return topic.use(io, cluster, this::measure);
  }

  private int measure(String name, int partitions) throws Exception {
    BooleanSupplier stop = io.stop()::asked;
    var clients = options.clients(1);
    var messages = payload.messages(io);
    var perSecond = rate.given() ? rate.perSecond(messages, clients) : USUAL_RATE / clients;
    var settings = producer.settings(cluster);
    try (var progress = Progress.start(io, "bench", -1)) {
      var arrived = new Tally(options.window(), progress);
      var trip = new RoundTrip(cluster, name, arrived, stop);
      try (var arrivals = trip.arrivals(partitions)) {
        var cpu =
            Clients.run(
                clients + 1,
                arrived.window(),
                stop,
                number -> {
                  if (number == 0) arrivals.read(clients);
                  else trip.send(messages, perSecond, settings);
                });
        if (stop.getAsBoolean()) return ExitCode.SIGNALLED;
        trip.end();
        progress.close();
        return options.tell(io, new Run("end-to-end", name, "message", arrived, cpu));
      }
    }
  }
}
