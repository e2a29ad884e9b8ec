package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.worker.Breaker;
import dev.weir.worker.Health;
import dev.weir.worker.Kafka;
import dev.weir.worker.Login;
import dev.weir.worker.Outcome;
import dev.weir.worker.Outgoing;
import dev.weir.worker.Probe;
import dev.weir.worker.Reader;
import dev.weir.worker.Retry;
import dev.weir.worker.Tls;
import dev.weir.worker.Worker;
import dev.weir.worker.Worker.Exit;
import dev.weir.worker.WorkerBuilder;
import dev.weir.worker.WorkerEvent.BreakerChanged;
import dev.weir.worker.WorkerEvent.DeadLettered;
import dev.weir.worker.Writer;
import dev.weir.worker.codec.Codecs;
import dev.weir.worker.codec.Registry;
import dev.weir.worker.meters.Meters;
import dev.weir.worker.telemetry.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;

/// What `docs/worker.md` shows; [WorkerPageTest] sees to it that both say the same.
@Timeout(180)
@SuppressWarnings("NullAway") // of tombstones, which these topics have not
class WorkerExamplesTest {
  @RegisterExtension static final BrokerExtension broker = BrokerExtension.create();

  private static final Schema ORDER =
      SchemaBuilder.record("Order").fields().requiredString("id").endRecord();

  private static Kafka kafka;

  /// What the code of the examples has seen.
  private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

  private Bank bank = order -> Answer.PAID;

  record Order(String id, String card, int cents) {}

  enum Answer {
    PAID,
    DUPLICATE,
    DOWN,
    NO_SUCH_CARD
  }

  @FunctionalInterface
  interface Bank {
    Answer charge(Order order) throws Exception;
  }

  static final class BankDown extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  static final class NoSuchCard extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @BeforeAll
  static void where() {
    kafka = Kafka.at(broker.bootstrapServers());
  }

  @Test
  void a_worker_is_tested_without_kafka() {
    var worker =
        Worker.on(kafka)
            .group("billing")
            .topics("orders")
            .keys(Codecs.string())
            .values(Codecs.json(Order.class))
            .each(message -> bank.charge(message.value()));

    var probe = Probe.of(worker).send("orders", "ann", new Order("o1", "1111", 250));

    assertThat(probe.outcomes()).containsExactly(Outcome.done());
  }

  @Test
  void an_outcome_says_what_became_of_a_message() {
    bank = order -> Answer.valueOf(order.card());
    var builder = orders();

    var worker =
        builder.process(message ->
            switch (bank.charge(message.value())) {
              case PAID -> Outcome.done();
              case DUPLICATE -> Outcome.skip("charged already");
              case DOWN -> Outcome.retry(new BankDown());
              case NO_SUCH_CARD -> Outcome.dead(new NoSuchCard());
            });

    var probe = Probe.of(worker);
    for (var answer : Answer.values()) probe.send("orders", "ann", new Order("o1", "" + answer, 1));
    assertThat(probe.outcomes()).hasSize(8);
    assertThat(probe.deadLetters()).hasSize(2);
  }

  @Test
  void an_exception_may_mean_another_outcome() {
    var builder =
        orders()
            .errors(failure ->
                switch (failure) {
                  case NoSuchCard permanent -> Outcome.dead(permanent);
                  case BankDown outage -> Outcome.retry(outage).after(Duration.ofSeconds(30));
                  default -> Outcome.retry(failure);
                });

    var worker =
        builder.each(message -> {
          throw new NoSuchCard();
        });
    assertThat(Probe.of(worker).send("orders", "ann", anOrder()).outcomes())
        .singleElement()
        .isInstanceOf(Outcome.Dead.class);
  }

  @Test
  void a_policy_of_retries() {
    var builder = orders();

    builder.retry(Retry.times(8).from(Duration.ofSeconds(1)).upTo(Duration.ofMinutes(1)));

    var policy = Retry.times(8).from(Duration.ofSeconds(1)).upTo(Duration.ofMinutes(1));
    var worker = builder.retry(policy).each(message -> bank.charge(message.value()));
    bank = failing();
    assertThat(Probe.of(worker).send("orders", "ann", anOrder()).outcomes()).hasSize(8);
  }

  @Test
  void retries_off_the_main_line() {
    var builder = orders();

    var worker =
        builder
            .retryTopics(Duration.ofSeconds(10), Duration.ofMinutes(5))
            .each(message -> bank.charge(message.value()));

    assertThat(Probe.of(worker).send("orders", "ann", anOrder()).outcomes())
        .containsExactly(Outcome.done());
  }

  @Test
  void dead_letters_are_read_by_a_worker() throws Exception {
    bank = failing();
    try (var worker = orders().retry(Retry.never()).each(m -> bank.charge(m.value()))) {
      worker.start();
      write("orders", anOrder());

      var inspector =
          Worker.on(kafka)
              .group("inspector")
              .topics("orders.dlt")
              .values(Codecs.string())
              .each(letter -> {
                var from = letter.headers().text("weir.dlt.topic");
                var why = letter.headers().text("weir.dlt.error");
                seen.add(letter.value() + " of " + from + ": " + why);
              });

      broker.topic("orders.dlt").records(1);
      try (inspector) {
        inspector.start();
        assertThat(taken()).asString().contains("of orders: " + BankDown.class.getName());
      }
    }
  }

  @Test
  void a_breaker_and_a_delay() {
    var builder = orders();

    builder.breaker(Breaker.after(20).pause(Duration.ofSeconds(15)));

    builder.delay(Duration.ofMinutes(10));
  }

  @Test
  void settings_that_change_while_it_works() {
    try (var worker = orders().each(message -> bank.charge(message.value()))) {
      worker.start();
      worker.concurrency(200);
      worker.rate(50); // attempts a second
    }
  }

  @Test
  void a_batch() throws Exception {
    var builder = orders("batched");

    var worker =
        builder.batch(
            100,
            Duration.ofMillis(50),
            messages -> {
              var orders = messages.stream().map(message -> message.value()).toList();
              return insertAll(orders).stream()
                  .map(row -> row ? Outcome.done() : Outcome.skip("known already"))
                  .toList();
            });

    try (worker) {
      worker.start();
      write("batched", anOrder());
      assertThat(taken()).isEqualTo(anOrder());
    }
  }

  private List<Boolean> insertAll(List<Order> orders) {
    seen.addAll(orders);
    return orders.stream().map(order -> true).toList();
  }

  @Test
  void an_outcome_that_comes_later() throws Exception {
    var builder = orders("asynchronous");

    var worker =
        builder.process(message -> {
          CompletableFuture<Answer> answer = chargeLater(message.value());
          return Outcome.later(answer.thenApply(paid -> Outcome.done()));
        });

    try (worker) {
      worker.start();
      write("asynchronous", anOrder());
      assertThat(taken()).isEqualTo(Answer.PAID);
    }
  }

  private CompletableFuture<Answer> chargeLater(Order order) {
    return CompletableFuture.supplyAsync(() -> order.cents() > 0 ? Answer.PAID : Answer.DUPLICATE)
        .whenComplete((answer, failure) -> seen.add(answer));
  }

  @Test
  void a_stop() {
    try (var worker = orders().each(message -> bank.charge(message.value()))) {
      worker.start();

      var exit = worker.close(Duration.ofSeconds(10));
      switch (exit) {
        case Exit.Drained() -> log("all done");
        case Exit.Interrupted(var unfinished) -> log("these come again: " + unfinished);
        case Exit.Failed(var cause) -> throw new IllegalStateException("it failed", cause);
      }
    }
    assertThat(seen).containsExactly("all done");
  }

  @Test
  void health() {
    try (var worker = orders().each(message -> bank.charge(message.value()))) {
      worker.start();

      var answer =
          switch (worker.health()) {
            case Health.Up() -> "well";
            case Health.Degraded(var reasons) -> reasons.getFirst().what();
            case Health.Down(var cause) -> "it has ended: " + cause;
          };

      assertThat(answer).isEqualTo("well");
    }
  }

  @Test
  void meters() {
    var meterRegistry = new SimpleMeterRegistry();
    var worker = orders().each(message -> bank.charge(message.value()));

    var meters = Meters.bind(worker, meterRegistry, "worker", "billing");

    assertThat(meterRegistry.getMeters()).hasSizeGreaterThan(20);
    meters.close();
  }

  @Test
  void tracing() {
    var openTelemetry = OpenTelemetry.noop();
    var builder = orders();

    builder.telemetry(Tracing.of(openTelemetry));
  }

  @Test
  void events_and_what_wraps_attempts() {
    var builder = orders();

    builder.listen(event -> {
      if (event instanceof DeadLettered letter) log("dead: " + letter.position());
      if (event instanceof BreakerChanged change) log("the breaker is " + change.to());
    });

    builder.around((message, next) -> {
      MDC.put("order", message.position().toString());
      try {
        return next.process(message);
      } finally {
        MDC.remove("order");
      }
    });
  }

  @Test
  void a_registry() {
    var builder = orders();

    var registry =
        Registry.at("https://schemas-1:8081", "https://schemas-2:8081")
            .login("billing", password());
    builder.values(registry.avro(ORDER));
  }

  @Test
  void a_login() {
    var kafka =
        Kafka.at("kafka-1:9093", "kafka-2:9093")
            .login(Login.scram512("billing", password()))
            .tls(Tls.trusting(Path.of("/etc/kafka/ca.pem")));

    assertThat(kafka.toString()).doesNotContain(password());
  }

  private static String password() {
    return "secret";
  }

  @Test
  void a_writer() throws Exception {
    try (var worker = orders("written").each(message -> seen.add(message.headers().text("by")))) {
      worker.start();

      try (var writer =
          Writer.to(kafka)
              .topic("written")
              .keys(Codecs.string())
              .values(Codecs.json(Order.class))
              .headers(headers -> headers.with("by", "billing"))
              .open()) {
        var order = new Order("o1", "1111", 250);
        var ack = writer.write("ann", order); // waits until all replicas have it
        var sent = writer.send("ann", order); // gives a future of the same
        log("in partition " + ack.partition() + ", then at " + sent.join().offset());
      }

      assertThat(List.of(taken(), taken(), taken()))
          .containsExactlyInAnyOrder("in partition 0, then at 1", "billing", "billing");
    }
  }

  @Test
  void a_reader() throws Exception {
    write("read", anOrder());

    try (var reader =
        Reader.from(kafka).group("audit").topics("read").values(Codecs.json(Order.class)).open()) {
      for (var message : reader.read(Duration.ofSeconds(30))) {
        seen.add(message.value());
        reader.done(message);
      }
    }

    assertThat(seen).containsExactly(anOrder());
  }

  @Test
  void exactly_once() throws Exception {
    var builder = orders("sold");

    var worker =
        builder.exactlyOnce(message -> {
          var bill = "for " + message.value().id() + ": " + message.value().cents();
          return List.of(
              Outgoing.to("bills", Codecs.string(), message.key(), Codecs.string(), bill));
        });

    try (worker) {
      write("sold", anOrder());
      worker.start();
      broker.topic("bills").eventuallyContains("for o1: 250");
    }
  }

  private static void write(String topic, Order order) {
    try (var writer =
        Writer.to(kafka)
            .topic(topic)
            .keys(Codecs.string())
            .values(Codecs.json(Order.class))
            .open()) {
      writer.write("ann", order);
    }
  }

  @Test
  void a_template() {
    var house =
        Worker.on(kafka)
            .keys(Codecs.string())
            .timeLimit(Duration.ofSeconds(5))
            .listen(event -> log(event.toString()));

    var billing = house.group("billing").topics("orders").values(Codecs.json(Order.class));
    var audit = house.group("audit").topics("orders", "refunds");
    assertThat(billing).isNotSameAs(audit);
  }

  /// That of the front page. It goes on until it is told to end, and no test waits for that.
  static void endless() {
    try (var worker =
        Worker.on(Kafka.at("localhost:9092"))
            .group("greeter")
            .topics("signups")
            .values(Codecs.json(Signup.class))
            .each(message -> greet(message.value()))) {
      worker.run();
    }
  }

  record Signup(String name) {}

  private static void greet(Signup signup) {
    assertThat(signup.name()).isNotEmpty();
  }

  private static Bank failing() {
    return order -> {
      throw new BankDown();
    };
  }

  private static Order anOrder() {
    return new Order("o1", "1111", 250);
  }

  private static WorkerBuilder<String, Order> orders() {
    return orders("orders");
  }

  private static WorkerBuilder<String, Order> orders(String topic) {
    return Worker.on(kafka)
        .group("billing")
        .topics(topic)
        .keys(Codecs.string())
        .values(Codecs.json(Order.class));
  }

  private void log(String text) {
    seen.add(text);
  }

  private Object taken() throws InterruptedException {
    return seen.poll(60, TimeUnit.SECONDS);
  }
}
