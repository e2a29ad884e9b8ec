package dev.weir.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Eventually;
import dev.weir.Figures;
import dev.weir.HandClock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Submission;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Routes that lead to more than one sink, or to a share of the messages.
@Timeout(60)
final class SeveralSinksTest {
  @TempDir private Path folder;
  private final HandClock clock = new HandClock();
  private final Metrics metrics = new Metrics();
  private final Figures figures = new Figures(metrics);
  private final Map<String, FakeSink> sinks =
      Map.of("kafka", new FakeSink(), "copy", new FakeSink());
  private final List<List<Outcome>> receipts = Collections.synchronizedList(new ArrayList<>());
  private Delivery delivery;

  @BeforeEach
  void start() throws IOException {
    var file = folder.resolve("weir.yaml");
    var settings =
        """
        data: FOLDER/data
        wal: { limit: 64MB, segment: 4MB }
        sinks.copy: { type: file, path: FOLDER/copy }
        routes:
          - { topic: both, to: [kafka, copy] }
          - { topic: none, to: copy, slice: { copy: 0 } }
          - { topic: half, to: [kafka, copy], slice: { copy: 0.5 } }
          - { topic: "*", to: kafka }
        """
            .replace("FOLDER", folder.toString());
    Files.writeString(file, settings);
    var config = WeirConfig.read(new Sources(file, Map.of(), List.of()));
    delivery = Delivery.start(config, sink -> _ -> sink(sink.name()), metrics, clock);
  }

  @AfterEach
  void end() {
    sinks.values().forEach(sink -> sink.onSend = FakeSink.Sent::deliver);
    sinks.values().forEach(FakeSink::deliverAll);
    delivery.close();
    assertThat(delivery.budget().usedBytes()).isZero();
  }

  @Test
  void a_caller_hears_when_every_sink_has_the_message() {
    submit(Acks.KAFKA, "both");
    awaitSent("kafka", 1);
    awaitSent("copy", 1);
    sink("kafka").deliverAll();
    var early = List.copyOf(receipts);
    sink("copy").deliverAll();

    assertThat(early).isEmpty();
    assertThat(receipts).containsExactly(List.of(new Outcome.Delivered(0, 0)));
  }

  @Test
  void a_caller_hears_the_weakest_outcome() {
    submit(Acks.KAFKA, "both");
    awaitSent("kafka", 1);
    awaitSent("copy", 1);
    sink("kafka").deliverAll();
    var problem = new Problem(Problem.Code.TOO_LARGE, "what", "why", "remedy");
    sink("copy").takeAll().forEach(sent -> sent.done().accept(new Outcome.Lost(problem)));

    Eventually.holds("the caller hears", () -> receipts.size() == 1);
    assertThat(receipts.getFirst()).containsExactly(new Outcome.Lost(problem));
  }

  @Test
  void each_sink_has_its_own_books() {
    submit(Acks.MEMORY, "both", "other");
    awaitSent("kafka", 2);
    awaitSent("copy", 1);
    sink("kafka").deliverAll();

    Eventually.holds("one waits", () -> figures.gauge("weir_messages_in_memory") == 1);
    assertThat(figures.counted("weir_messages_accepted", "kafka")).isEqualTo(2);
    assertThat(figures.counted("weir_messages_accepted", "copy")).isEqualTo(1);
    assertThat(figures.counted("weir_messages_delivered", "kafka")).isEqualTo(2);
    assertThat(figures.counted("weir_messages_delivered", "copy")).isZero();
  }

  @Test
  void what_no_share_draws_is_done_with_at_once_and_counted() {
    submit(Acks.KAFKA, "none");

    assertThat(receipts).containsExactly(List.of(Outcome.ACCEPTED));
    assertThat(figures.counted("weir_messages_sampled_out")).isEqualTo(1);
    assertThat(figures.counted("weir_messages_accepted")).isZero();
  }

  @Test
  void a_share_gets_about_that_many() {
    for (var i = 0; i < 1_000; i++) submit(Acks.MEMORY, "half");
    awaitSent("kafka", 1_000);

    assertThat(figures.counted("weir_messages_accepted", "copy")).isBetween(350L, 650L);
  }

  private FakeSink sink(String name) {
    return requireNonNull(sinks.get(name));
  }

  private void submit(Acks acks, String... topics) {
    var messages =
        List.of(topics).stream().map(t -> Message.of(t, null, t.getBytes(UTF_8))).toList();
    delivery.submit(new Submission(messages, acks, receipts::add));
  }

  private void awaitSent(String name, int count) {
    Eventually.holds(count + " are sent", () -> sink(name).topics().size() == count);
  }
}
