package dev.weir.cli.size;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.load.Acks;
import dev.weir.cli.load.Clients;
import dev.weir.cli.load.CpuUse;
import dev.weir.cli.load.Sending;
import dev.weir.cli.load.Tally;
import dev.weir.cli.load.TemporaryTopic;
import dev.weir.cli.load.Window;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;

/// Fills a topic of one partition and reads it back, some times. Each time the topic is a new one,
/// and gone afterwards.
final class Measurement {
  /// Runs that differ by more are hardly of the same thing.
  private static final double SPREAD_MAX = 0.25;

  private final Io io;
  private final Cluster cluster;
  private final Plan plan;
  private final BooleanSupplier stop;
  private final Map<Acks, List<Double>> producers = new EnumMap<>(Acks.class);
  private final List<Double> consumers = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /// @param acks those to measure; the topic of the last one is read back
  /// @param producer settings of its own
  /// @param bytesMax sent in a row
  record Plan(
      List<Acks> acks,
      Map<String, Object> producer,
      List<byte[]> messages,
      WorkOptions work,
      Timing timing,
      long bytesMax) {}

  record Timing(Duration warmUp, Duration duration, int repeats) {}

  Measurement(Io io, Cluster cluster, Plan plan) {
    this.io = io;
    this.cluster = cluster;
    this.plan = plan;
    this.stop = io.stop()::asked;
  }

  /// What it found out until it was to stop; ask for that.
  Measured run(Admin admin, Measured.Place place) throws Exception {
    try (var progress = Progress.start(io, "measure", -1)) {
      for (var i = 0; i < plan.timing.repeats && !stop.getAsBoolean(); i++) {
        for (var acks : plan.acks) {
          if (!stop.getAsBoolean()) once(admin, place, acks, progress);
        }
      }
    }
    if (stop.getAsBoolean()) return new Measured(Map.of(), Figure.given(0), "", place, List.of());
    var figures = new EnumMap<Acks, Figure>(Acks.class);
    producers.forEach((acks, rates) -> figures.put(acks, Figure.of(rates)));
    figures.forEach((acks, figure) -> unsteady("producer at acks=" + acks, figure));
    unsteady("consumer", Figure.of(consumers));
    var text = plan.work.text();
    return new Measured(figures, Figure.of(consumers), text, place, List.copyOf(notes));
  }

  private void unsteady(String client, Figure figure) {
    if (figure.spread() <= SPREAD_MAX) return;
    notes.add(
        "The runs of the %s differ by ±%.0f %%: measure longer, or while less is going on."
            .formatted(client, 100 * figure.spread()));
  }

  private void once(Admin admin, Measured.Place place, Acks acks, Progress progress)
      throws Exception {
    var settings = new HashMap<>(place.settings());
    settings.put("file.delete.delay.ms", "1000"); // its space is wanted for the next one
    var shape = new TemporaryTopic.Shape("weir-size-", 1, place.replicas(), settings);
    try (var topic = TemporaryTopic.make(io, cluster, admin, shape)) {
      var produced = produce(topic.name(), acks, progress);
      producers.computeIfAbsent(acks, _ -> new ArrayList<>()).add(produced);
      if (acks == plan.acks.getLast() && !stop.getAsBoolean()) {
        consumers.add(consume(topic.name(), progress));
      }
    }
  }

  private double produce(String topic, Acks acks, Progress progress) throws Exception {
    var sent =
        new Sending.Plan(
            (value, _) -> new ProducerRecord<byte[], byte[]>(topic, 0, null, value),
            plan.messages,
            0,
            plan.bytesMax);
    var chosen = new HashMap<>(plan.producer);
    chosen.put(ProducerConfig.ACKS_CONFIG, acks.word());
    var settings = Sending.settings(cluster, chosen);
    try (var sending = Sending.open(cluster, settings, sent, stop)) {
      var tally = new Tally(Window.after(plan.timing.warmUp, plan.timing.duration), progress);
      var cpu = Clients.run(1, tally.window(), stop, _ -> sending.run(tally));
      if (stop.getAsBoolean()) return 0;
      ended(tally);
      limit("producer", cpu);
      return tally.bytesPerSecond();
    }
  }

  private void ended(Tally tally) {
    var now = System.nanoTime();
    if (tally.total() == 0 && tally.firstError() != null) throw cluster.failure(tally.firstError());
    if (tally.failed() > 0) {
      notes.add("%,d messages failed: %s.".formatted(tally.failed(), tally.errors()));
    }
    if (!tally.window().isOver(now)) {
      tally.over();
      notes.add("A run ended before its time, when --at-most was written.");
    }
    if (tally.messages() > 0) return;
    throw new Failure(
        ExitCode.FAILED,
        "Nothing could be measured",
        "no message was acknowledged after the warm-up",
        "Raise --duration or --at-most, or shorten --warm-up.",
        tally.firstError());
  }

  private double consume(String topic, Progress progress) throws IOException, InterruptedException {
    var timing = plan.timing;
    var limits = new ColdRead.Limits(timing.warmUp, timing.duration, cluster.timeout(), stop);
    var cpu = CpuUse.begin();
    // Else a question that is under way at the end holds up the one from the start.
    var consumer = cluster.consumer(Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5));
    try (var work = plan.work.start(io, timing.warmUp.plus(timing.duration), stop);
        var _ = io.stop().whenAsked(work::close)) {
      var rate = new ColdRead(consumer, topic, limits, progress).rate(work);
      if (rate == 0) throw new TimeoutException("no messages came back");
      limit("consumer", cpu.end());
      return rate;
    } catch (Failure e) {
      if (stop.getAsBoolean()) return 0; // the work was ended, for all is to end
      throw e;
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private void limit(String client, CpuUse.Share cpu) {
    if (!cpu.isLimit()) return;
    notes.add(
        "The %s itself was at its limit (a thread at %.0f %% of a core, %.1f cores in all): Kafka may do more."
            .formatted(client, 100 * cpu.busiest(), cpu.cores()));
  }
}
