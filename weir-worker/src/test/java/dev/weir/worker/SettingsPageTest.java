package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of `docs/worker.md` has every setting of a worker with its default.
class SettingsPageTest {
  private static final Path PAGE = Path.of(System.getProperty("weir.root"), "docs/worker.md");
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (.*?) \\| .+ \\|");

  @Test
  void the_table_has_every_setting() throws IOException {
    var settings =
        Stream.of(WorkerBuilder.class.getMethods())
            .filter(method -> method.getReturnType() == WorkerBuilder.class)
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .map(Method::getName)
            .collect(Collectors.toSet());

    assertThat(documented().keySet()).containsExactlyInAnyOrderElementsOf(settings);
  }

  @Test
  void the_defaults_are_those_of_the_code() throws IOException {
    var plan = new Plan<>(Kafka.at("localhost:9092"), Bytes.ONE, Bytes.ONE);
    var retry = plan.retry;

    assertThat(documented())
        .contains(
            entry("ordering", "`" + plan.ordering + "`"),
            entry("concurrency", String.valueOf(plan.concurrency)),
            entry(
                "buffer",
                "%,d records, %d MiB".formatted(plan.bufferRecords, plan.bufferBytes >> 20)),
            entry("timeLimit", text(plan.timeLimit)),
            entry("delay", text(plan.delay)),
            entry("rate", plan.rate == Double.POSITIVE_INFINITY ? "no limit" : "" + plan.rate),
            entry(
                "retry",
                "%d attempts; %s, doubling up to %s; ± %.0f %%"
                    .formatted(
                        retry.attempts(),
                        text(retry.from()),
                        text(retry.upTo()),
                        retry.jitter() * 100)),
            entry("retryTopics", plan.retryTopics.isEmpty() ? "none" : ""),
            entry("deadLetterStacks", plan.stacks ? "on" : "off"),
            entry(
                "breaker",
                "after %d, for %s".formatted(plan.breaker.failures(), text(plan.breaker.pause()))),
            entry("commitEvery", text(plan.commitEvery)),
            entry("revokeGrace", text(plan.revokeGrace)),
            entry("stalledAfter", text(plan.stalledAfter)),
            entry("startAt", "`" + plan.startAt + "`"));
    assertThat(plan.exhausted).isEqualTo(Exhausted.deadLetter());
  }

  private static Map<String, String> documented() throws IOException {
    var rows = new TreeMap<String, String>();
    Files.readAllLines(PAGE).stream()
        .dropWhile(line -> !line.equals("## Every setting"))
        .skip(1)
        .takeWhile(line -> !line.startsWith("#"))
        .map(ROW::matcher)
        .filter(row -> row.matches())
        .forEach(row -> rows.put(row.group(1), row.group(2)));
    return rows;
  }

  private static String text(Duration time) {
    if (time.isZero()) return "none";
    return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
