package dev.weir.delivery;

import dev.weir.Acks;
import dev.weir.Caller;
import dev.weir.Clock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Submission;
import dev.weir.config.LimitsConfig;
import dev.weir.config.PeersConfig;
import dev.weir.config.SinkConfig;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Shares.Share;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import dev.weir.wal.Wal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Accepts submissions and sees every message to its outcome: the heart of Weir.
///
/// ```
/// submit ──▶ Gate ──▶ Router ──▶ Lane ──▶ Sink
///   ▲        room      topic     thread ▲   │
///   │                              └▶ Wal   │
///   └──────── Receipt ◀── Outcome ◀─────────┘
/// ```
///
/// Any thread may submit, also an event loop: submitting never blocks.
public final class Delivery implements AutoCloseable {
  private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(10);

  private final Clock clock;
  private final Budget budget;
  private final Gate gate;
  private final Refusals refusals;
  private volatile RateLimits rates;
  private final Counter sampledOut;
  private final Lanes lanes;
  private volatile Router router;

  private Delivery(
      WeirConfig config, Lanes lanes, Gate gate, Budget budget, Metrics metrics, Clock clock) {
    this.lanes = lanes;
    this.rates = rates(config.limits(), clock);
    this.router = lanes.router();
    this.gate = gate;
    this.budget = budget;
    this.clock = clock;
    this.refusals = new Refusals(metrics);
    this.sampledOut =
        metrics.counter(
            "weir_messages_sampled_out",
            "Messages that no sink's slice has drawn; they count nowhere else.");
  }

  /// What is beyond the delivery.
  @FunctionalInterface
  public interface Beyond {
    /// How the sink of a lane is opened.
    Sink.Opener sink(SinkConfig config);

    /// Who counts what goes in and out of the log of a sink.
    default Wal.Watcher watcher(String sink) {
      return Wal.Watcher.NOBODY;
    }

    /// Who hears of the messages of a sink that bring a trace; null where nobody does.
    default @Nullable Tracer tracer(String sink) {
      return null;
    }
  }

  /// Opens a lane, with its log, for each sink.
  public static Delivery start(WeirConfig config, Beyond beyond, Metrics metrics, Clock clock) {
    var workshop =
        new Workshop() {
          @Override
          public Sink.Opener sink(SinkConfig sink) {
            return beyond.sink(sink);
          }

          @Override
          public Wal.Watcher watcher(String sink) {
            return beyond.watcher(sink);
          }

          @Override
          public @Nullable Tracer tracer(String sink) {
            return beyond.tracer(sink);
          }
        };
    return made(config, workshop, metrics, clock);
  }

  static Delivery made(WeirConfig config, Workshop workshop, Metrics metrics, Clock clock) {
    var budget = new Budget(config.limits().memory());
    var gate = new Gate(config.limits(), budget, clock, own(config.peers()));
    var lanes = Lanes.open(config, workshop, gate, metrics, clock);
    var delivery = new Delivery(config, lanes, gate, budget, metrics, clock);
    delivery.register(metrics);
    return delivery;
  }

  private void register(Metrics metrics) {
    metrics.gauge("weir_memory_used_bytes", "Bytes of limits.memory in use.", budget::usedBytes);
    metrics.gauge("weir_memory_limit_bytes", "Size of limits.memory.", budget::limitBytes);
    metrics.gauge("weir_messages_in_memory", "Messages in memory.", gate::inside);
    metrics.gauge(
        "weir_messages_in_memory_limit",
        "How many of them there may be: limits.in-flight.",
        gate::insideMax);
    metrics.gauge(
        "weir_accepting",
        "1 while some route takes messages in that ask for level journal, else 0.",
        () -> refusal() == null ? 1 : 0);
  }

  /// What stands there says where calls are sent to: no client may write it.
  private static String own(PeersConfig peers) {
    return peers.off() ? "" : peers.topic();
  }

  private static RateLimits rates(LimitsConfig limits, Clock clock) {
    return new RateLimits(
        clock, limits.clientRate(), limits.clientRateBytes(), limits.rateClients());
  }

  /// One lane without a log, to this sink.
  public static Delivery start(
      LimitsConfig limits, Sink.Opener kafka, Metrics metrics, Clock clock) {
    var config = WeirConfig.read(Sources.of("wal.mode=disable")).withLimits(limits);
    return start(config, _ -> kafka, metrics, clock);
  }

  /// Takes messages in, or refuses them; the receipt hears which. Hot.
  public void submit(Submission submission) {
    var messages = submission.messages();
    if (messages.isEmpty()) {
      submission.receipt().settled(List.of());
      return;
    }
    var share = gate.share(submission.caller());
    var full = gate.enter(messages, share);
    if (full != null) {
      refuseAll(submission, full);
      return;
    }
    var consignment = new Consignment(messages.size(), submission.receipt());
    var from = new From(submission.acks(), submission.caller(), share, consignment);
    for (var i = 0; i < messages.size(); i++) {
      var outcome = post(messages.get(i), from, i);
      if (outcome != null) consignment.settle(i, outcome);
    }
  }

  /// How far an offer went.
  ///
  /// @param count how many were taken in, or refused while those behind went on
  /// @param until why the next one was refused; null where there is none
  public record Taken(int count, @Nullable Problem until) {}

  /// Takes messages in, in their order, up to the first whose refusal the answer does not [pass
  /// over][Answer#passesOver], as for one that may be taken later: nothing overtakes it. The answer
  /// hears of those before it alone, also while this still runs. Hot.
  public Taken offer(List<Message> messages, Acks acks, Caller caller, Answer answer) {
    var share = gate.share(caller);
    var from = new From(acks, caller, share, answer);
    var together = gate.enter(messages, share) == null;
    for (var i = 0; i < messages.size(); i++) {
      var outcome = together ? null : enter(messages.get(i), share);
      if (outcome == null) outcome = post(messages.get(i), from, i);
      if (outcome instanceof Outcome.Refused(var problem) && !answer.passesOver(problem)) {
        if (together) gate.leave(messages.subList(i + 1, messages.size()), share);
        return new Taken(i, problem);
      }
      if (outcome != null) answer.settle(i, outcome);
    }
    return new Taken(messages.size(), null);
  }

  /// Takes room for one; answers its outcome where there is none.
  private @Nullable Outcome enter(Message message, Share share) {
    var full = gate.enter(List.of(message), share);
    if (full == null) return null;
    refusals.add(full, 1);
    return new Outcome.Refused(full);
  }

  private void refuseAll(Submission submission, Problem problem) {
    var count = submission.messages().size();
    refusals.add(problem, count);
    var refused = new Outcome.Refused(problem);
    submission.receipt().settled(Collections.nCopies(count, refused));
  }

  /// Where messages come from, what is asked for them, and where their outcomes go.
  private record From(Acks acks, Caller caller, Share share, Answer answer) {
    From with(Answer other) {
      return new From(acks, caller, share, other);
    }
  }

  /// Answers the outcome if it is known already.
  private @Nullable Outcome post(Message message, From from, int index) {
    var problem = gate.refusal(message, from.caller());
    if (problem != null) return refuse(message, from, problem);
    var route = router.route(message.topic());
    var terms = route.terms(from.acks());
    var lane = route.only;
    if (lane == null) return postToSome(message, from, index, route);
    problem = refusal(message, from, route, lane.refusal(terms));
    if (problem != null) return refuse(message, from, problem);
    return postTo(lane, message, from, index, terms);
  }

  private @Nullable Outcome postToSome(Message message, From from, int index, Route route) {
    if (route.branches.isEmpty()) return refuse(message, from, Problem.nowhere(message.topic()));
    var terms = route.terms(from.acks());
    var drawn = router.draw(route);
    var problem = refusal(message, from, route, Route.refusal(drawn, terms));
    if (problem != null) return refuse(message, from, problem);
    if (drawn.isEmpty()) {
      gate.leave(message, from.share());
      sampledOut.add(1);
      return Outcome.ACCEPTED;
    }
    for (var i = 1; i < drawn.size(); i++) gate.owe(message, from.share());
    var each = from.with(new Fork(drawn.size(), from.answer(), index));
    Outcome outcome = null;
    for (var i = 0; i < drawn.size(); i++) {
      outcome = postTo(drawn.get(i), message, each, i, terms);
    }
    return outcome;
  }

  private @Nullable Outcome postTo(
      Lane lane, Message message, From from, int index, Parcel.Terms terms) {
    if (terms.acks() == Acks.MEMORY) {
      lane.post(new Parcel(message, clock.nanos(), terms, lane, from.share()));
      return Outcome.ACCEPTED;
    }
    lane.post(new Parcel(message, clock.nanos(), terms, lane, from.share(), from.answer(), index));
    return null;
  }

  /// The last word has the rate, which counts what passes it.
  private @Nullable Problem refusal(
      Message message, From from, Route route, @Nullable Problem ofLanes) {
    if (ofLanes != null) return ofLanes;
    var config = route.config;
    return rates.take(
        message.topic(),
        from.caller().name(),
        message.sizeBytes(),
        config.rate(),
        config.rateBytes());
  }

  private Outcome refuse(Message message, From from, Problem problem) {
    gate.leave(message, from.share());
    refusals.add(problem, 1);
    return new Outcome.Refused(problem);
  }

  /// Goes on with other settings, without loss and in order: only what differs is made anew. Where
  /// a sink cannot be opened, nothing changes and the reason is thrown.
  public void reload(WeirConfig next) {
    reload(next, Set.of());
  }

  /// The same.
  ///
  /// @param renewed the sinks that are made anew even where their settings are the same, as where a
  ///   file changed that the settings name
  public synchronized void reload(WeirConfig next, Set<String> renewed) {
    var removed = lanes.reload(next, renewed);
    router = lanes.router();
    rates = rates(next.limits(), clock);
    gate.limits(next.limits());
    for (var lane : removed) lane.askToEnd(CLOSE_AT_MOST);
    for (var lane : removed) lane.awaitEnd(CLOSE_AT_MOST);
  }

  /// Sends those dead letters of a sink again whose sequence is chosen; tells how many.
  public CompletableFuture<Integer> requeue(String sink, LongPredicate chosen) {
    return lanes.lane(sink).requeue(chosen);
  }

  /// Forgets those dead letters of a sink whose sequence is chosen; tells how many.
  public CompletableFuture<Integer> drop(String sink, LongPredicate chosen) {
    return lanes.lane(sink).drop(chosen);
  }

  /// Has a sink count as away until [#reset], or the next start. Messages for it wait in its log,
  /// or are refused where they may not; what it has in hand it keeps.
  ///
  /// @throws IllegalArgumentException where there is no such sink
  public CompletableFuture<Void> trip(String sink) {
    return lanes.lane(sink).trip();
  }

  /// Ends [#trip]; a sink that is away by itself is tried at once.
  ///
  /// @throws IllegalArgumentException where there is no such sink
  public CompletableFuture<Void> reset(String sink) {
    return lanes.lane(sink).reset();
  }

  /// Has what waits in the log of a sink go now, whatever `wal.resend-period` says.
  ///
  /// @throws IllegalArgumentException where there is no such sink
  public CompletableFuture<Void> drain(String sink) {
    return lanes.lane(sink).drain();
  }

  /// Done when each lane has had a turn.
  public CompletableFuture<Void> turn() {
    var turns = lanes.all().stream().map(Lane::turned);
    return CompletableFuture.allOf(turns.toArray(CompletableFuture[]::new));
  }

  /// How many messages are inside, of `limits.in-flight`.
  public int inside() {
    return gate.inside();
  }

  /// Why a message that asks for [Acks#JOURNAL] would be refused right now, whichever route it
  /// takes; null while there is a route that takes messages in.
  public @Nullable Problem refusal() {
    return router.refusal(Acks.JOURNAL);
  }

  /// How each sink is doing.
  public List<SinkState> sinks() {
    return lanes.all().stream().map(Lane::report).toList();
  }

  /// What a sink has on the disk, or null where it has no log.
  ///
  /// @param dead its dead letters, instead of what waits for it
  /// @throws IllegalArgumentException where there is no such sink
  public @Nullable Kept kept(String sink, boolean dead) {
    var store = lanes.lane(sink).store();
    if (store == null) return null;
    var wal = dead ? store.dead() : store.log();
    return new Kept(wal.folder(), wal::holds, wal.waiting());
  }

  /// Which topics and clients use the most of their rates, and how much of them.
  public List<RateUse> busiest(int max) {
    return rates.busiest(max);
  }

  /// The room that the bodies of requests share with the messages.
  public Budget budget() {
    return budget;
  }

  /// Refuses what comes from now on; the lanes end in their own time.
  void askToEnd() {
    gate.close();
    lanes.askToEnd(CLOSE_AT_MOST);
  }

  /// Refuses what comes from now on and sees what is inside to its outcome, for a bounded time.
  @Override
  public void close() {
    gate.close();
    lanes.close(CLOSE_AT_MOST);
  }
}
