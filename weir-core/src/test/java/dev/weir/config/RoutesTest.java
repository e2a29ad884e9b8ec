package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class RoutesTest {
  private static final String COPY = "sinks.copy: { type: file, path: b }";

  @TempDir private Path folder;

  @Test
  void all_of_a_route_can_be_set() {
    var routes =
        yaml(
                COPY,
                "routes:",
                "  - topic: rides",
                "    to: [kafka, copy]",
                "    slice: { copy: 0.1 }",
                "    wal: always",
                "    acks: journal",
                "    rate: 5000/s",
                "    rate-bytes: 5MB/s",
                "    batch: 10",
                "    batch-timeout: 300ms")
            .read()
            .routes();

    assertThat(routes.getFirst())
        .isEqualTo(
            new RouteConfig(
                "rides",
                List.of("kafka", "copy"),
                Map.of("copy", 0.1),
                WalMode.ALWAYS,
                Acks.JOURNAL,
                new Rate(5_000, Duration.ofSeconds(1)),
                new Rate(5 << 20, Duration.ofSeconds(1)),
                10,
                Duration.ofMillis(300)));
    assertThat(routes).extracting(RouteConfig::topic).containsExactly("rides", "*");
  }

  @Test
  void a_list_of_topics_is_a_route_for_each() {
    var routes = yaml("routes: [{ topic: [a, b*], rate: 1/m }]").read().routes();

    assertThat(routes).extracting(RouteConfig::topic).containsExactly("a", "b*", "*");
    assertThat(routes.subList(0, 2))
        .extracting(RouteConfig::rate)
        .containsOnly(new Rate(1, Duration.ofMinutes(1)));
  }

  @Test
  void a_route_of_ones_own_for_all_topics_is_the_last() {
    var routes = yaml(COPY, "routes: [{ topic: a }, { to: copy }]").read().routes();

    assertThat(routes).extracting(RouteConfig::topic).containsExactly("a", "*");
    assertThat(routes.getLast().sinks()).containsExactly("copy");
  }

  @Test
  void a_route_takes_the_mode_of_the_log_where_it_names_none() {
    var routes = yaml("wal.mode: always", "routes: [{ topic: a, wal: disable }]").read().routes();

    assertThat(routes)
        .extracting(RouteConfig::wal)
        .containsExactly(WalMode.DISABLE, WalMode.ALWAYS);
  }

  @Test
  void variables_and_assignments_change_a_route_and_add_one() {
    var file = yaml(COPY, "routes:", "  - topic: a", "    to: kafka", "    slice: { kafka: 0.5 }");
    var variables =
        Map.of(
            "WEIR_ROUTES_0_TO", "copy,kafka",
            "WEIR_ROUTES_0_SLICE_COPY", "0.25",
            "WEIR_ROUTES_10_TOPIC", "c");

    var configured =
        new Configured(
            file.file(), variables, List.of("routes.2.topic=b", "routes.0.slice.kafka=0.75"));

    var routes = configured.read().routes();
    assertThat(routes).extracting(RouteConfig::topic).containsExactly("a", "b", "c", "*");
    assertThat(routes.getFirst().sinks()).containsExactly("copy", "kafka");
    assertThat(routes.getFirst().slices()).isEqualTo(Map.of("copy", 0.25, "kafka", 0.75));
    assertThat(configured.setting("routes.0.topic").origin()).isEqualTo("weir.yaml line 3");
    assertThat(configured.setting("routes.0.to").origin()).isEqualTo("WEIR_ROUTES_0_TO");
    assertThat(configured.setting("routes.11.topic")).isEqualTo(all("routes.11.topic"));
  }

  private static Setting all(String key) {
    return new Setting(key, "*", "default");
  }

  @Test
  void sinks_and_slices_that_do_not_fit_are_problems_at_their_place() {
    assertThat(
            yaml(
                    COPY,
                    "routes:",
                    "  - { topic: a, to: [kafka, cpoy] }",
                    "  - { topic: b, to: [copy, copy] }",
                    "  - { topic: c, to: [copy,] }",
                    "  - { topic: d, to: '' }",
                    "  - { topic: e, to: kafka, slice: { copy: 0.1 } }",
                    "  - { topic: f, to: kafka, slice: { kakfa: 0.1 } }",
                    "  - { topic: g, to: kafka, slice: { kafka: 1.1 } }",
                    "  - { topic: h, to: kafka, slice: 0.1 }")
                .problems())
        .containsExactly(
            "weir.yaml line 3: routes.0.to: 'kafka,cpoy' names 'cpoy', which is no sink; did you"
                + " mean 'copy'?",
            "weir.yaml line 4: routes.1.to: 'copy,copy' names 'copy' twice",
            "weir.yaml line 6: routes.3.to: '' is not a list of sinks",
            "weir.yaml line 7: routes.4.slice.copy: '0.1' is for a sink that 'to' does not name",
            "weir.yaml line 8: routes.5.slice.kakfa: '0.1' is for 'kakfa', which is no sink; did"
                + " you mean 'kafka'?",
            "weir.yaml line 9: routes.6.slice.kafka: '1.1' is not a share from 0 to 1, such as 0.1",
            "weir.yaml line 10: routes.7.slice: is a section; write its keys beneath it, such as"
                + " 'routes.7.slice.kafka'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", ".", "..", "ä", "a,", ",", "a,a", "?", "a\u0000"})
  void what_is_no_topic_is_a_problem(String topic) {
    assertThat(Configured.set("routes.0.topic=" + topic).problems())
        .hasSize(1)
        .allMatch(line -> line.startsWith("--set: routes.0.topic: '"));
  }

  @ParameterizedTest
  @CsvSource({"*, a, '*'", "r*, rides, 'r*'", "a, a, a", "*s, r*s, '*s'", "'b,a*', ab, 'a*'"})
  void a_route_that_never_counts_is_a_problem(String first, String second, String taking) {
    assertThat(Configured.set("routes.0.topic=" + first, "routes.1.topic=" + second).problems())
        .containsExactly(
            ("--set: routes.1.topic: '%s' never counts: the route of '%s' is before it, and the"
                    + " first that fits counts")
                .formatted(second, taking));
  }

  @ParameterizedTest
  @CsvSource({"rides, r*", "r*s, r*", "a, b", "a*, *a", "*a*, *"})
  void a_route_that_sometimes_counts_is_none(String first, String second) {
    assertThat(Configured.set("routes.0.topic=" + first, "routes.1.topic=" + second).problems())
        .isEmpty();
  }

  @Test
  void what_is_no_list_of_routes_is_told_what_is_wanted() {
    assertThat(yaml("routes:", "  - rides", "  - { topic: a }").problems())
        .containsExactly("weir.yaml line 2: routes: each entry holds keys of its own");
    assertThat(yaml("routes: rides").problems())
        .containsExactly(
            "weir.yaml line 1: routes: is a section; write its keys beneath it, such as"
                + " 'routes.0.acks'");
    assertThat(yaml("routes: { topic: rides }").problems())
        .containsExactly(
            "weir.yaml line 1: routes.topic: unknown key; did you mean 'routes.0.topic'?");
    assertThat(Configured.set("routes.00.topic=a", "routes.10000.topic=b").problems())
        .hasSize(2)
        .allMatch(line -> line.contains("unknown key; did you mean 'routes.0.topic'?"));
  }

  @Test
  void an_unknown_key_of_a_route_is_answered_with_the_nearest() {
    assertThat(yaml("routes:", "  - { topics: rides }").problems())
        .containsExactly(
            "weir.yaml line 2: routes.0.topics: unknown key; did you mean 'routes.0.topic'?");
    assertThat(Configured.variable("WEIR_ROUTES_0_RAET", "1/s").problems())
        .containsExactly(
            "WEIR_ROUTES_0_RAET: unknown variable; did you mean 'WEIR_ROUTES_0_RATE'?");
  }

  @ParameterizedTest
  @CsvSource({
    "off, fallback, JOURNAL, JOURNAL",
    "off, always, MEMORY, MEMORY",
    "off, disable, JOURNAL, KAFKA",
    "off, in-memory, JOURNAL, KAFKA",
    "off, disable, MEMORY, MEMORY",
    "memory, disable, JOURNAL, MEMORY",
    "kafka, fallback, MEMORY, KAFKA",
    "journal, fallback, KAFKA, JOURNAL"
  })
  void the_level_is_the_routes_own_else_what_is_asked_as_far_as_there_is_a_log(
      String own, String wal, Acks asked, Acks level) {
    var acks = own.equals("off") ? "as-asked" : own;

    var route = Configured.set("wal.mode=" + wal, "routes.0.acks=" + acks).read().routes().get(0);

    assertThat(route.level(asked)).isEqualTo(level);
  }

  @Test
  void a_route_cannot_promise_a_journal_without_a_log() {
    assertThat(yaml("routes:", "  - { topic: a, wal: disable, acks: journal }").problems())
        .containsExactly(
            "weir.yaml line 2: routes.0.acks: 'journal' needs the log, which these topics do not"
                + " have (wal: disable); write 'kafka' or 'memory', or set wal: fallback");
    assertThat(Configured.set("routes.0.acks=soon").problems())
        .containsExactly(
            "--set: routes.0.acks: 'soon' is none of memory, journal, kafka, as-asked");
  }

  @Test
  void an_ingress_cannot_promise_a_journal_where_some_topics_have_no_log() {
    var yaml =
        yaml("acks: { push: journal, grpc: kafka }", "routes: [{ topic: a, wal: in-memory }]");

    assertThat(yaml.problems())
        .containsExactly(
            "weir.yaml line 1: acks.push: 'journal' needs the log, which the topics 'a' do not have"
                + " (wal: in-memory); write 'kafka' or 'memory', or give their route acks of its"
                + " own or wal: fallback");
    assertThat(yaml.and("routes.0.acks=memory").problems()).isEmpty();
    assertThat(Configured.set("wal.mode=disable").problems()).isEmpty();
  }

  @Test
  void a_level_can_be_set_for_each_way_in() {
    var acks =
        yaml(
                "acks: { push: memory, push-waiting: journal, topics: kafka }",
                "acks.grpc: kafka",
                "acks.frames: journal",
                "acks.frames-acked: kafka")
            .read()
            .acks();

    assertThat(acks)
        .isEqualTo(
            new AcksConfig(
                Acks.MEMORY,
                Acks.JOURNAL,
                Acks.KAFKA,
                Acks.JOURNAL,
                Acks.KAFKA,
                Acks.JOURNAL,
                Acks.KAFKA));
  }

  private Configured yaml(String... lines) {
    return Configured.yaml(folder, lines);
  }
}
