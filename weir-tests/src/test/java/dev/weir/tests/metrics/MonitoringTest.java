package dev.weir.tests.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What alerts and panels ask is there, on the page of a gateway that runs, by that name and with
/// these labels; and each alert is quiet where all is well, and rings where it is not.
@Timeout(120)
class MonitoringTest {
  private static final Set<String> PROMETHEUS_OWN = Set.of("job", "instance", "le");

  @RegisterExtension static final WeirExtension weir = Watched.gateway();

  private static Figures well;

  @BeforeAll
  static void look() {
    well = Watched.busy(weir).scraped();
  }

  @Test
  void each_query_of_a_panel_has_an_answer() {
    assertThat(MonitoringFiles.panels())
        .allSatisfy(panel ->
            assertThat(MonitoringFiles.queries(panel))
                .as(MonitoringFiles.text(panel, "title"))
                .isNotEmpty()
                .allSatisfy(query -> {
                  var read = QueryReader.read(query);
                  assertKnown(read);
                  assertThat(unfiltered(read).answer(new Query.Looks(well, well)))
                      .as(query)
                      .isNotEmpty();
                }));
  }

  @Test
  void each_alert_asks_for_what_there_is() {
    assertThat(MonitoringFiles.alerts())
        .allSatisfy(alert -> assertKnown(QueryReader.read(alert.expression())));
  }

  @Test
  void no_alert_rings_where_all_is_well() {
    assertThat(MonitoringFiles.alerts())
        .allSatisfy(alert ->
            assertThat(QueryReader.read(alert.expression()).answer(new Query.Looks(well, well)))
                .as(alert.name())
                .isEmpty());
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WeirDown               | up                                                         | 0
          WeirRefusing           | weir_accepting                                             | 0
          WeirMessagesLost       | weir_messages_lost_total{reason="corrupt"}                 | 1
          WeirNoRoom             | weir_messages_refused_total{reason="wal_full"}             | 60
          WeirLogTakesNothing    | weir_wal_accepting{sink="kafka"}                           | 0
          WeirLogFills           | weir_wal_bytes{sink="kafka"}                               | 2e9
          WeirLogFills           | weir_wal_bytes{sink="kafka"}                               | 9e9
          WeirDiskDamaged        | weir_wal_damages_total{sink="kafka"}                       | 1
          WeirDiskDamaged        | weir_wal_messages_corrupt_total{sink="kafka"}              | 1
          WeirDiskSlow           | weir_wal_sync_seconds_bucket{sink="kafka",le="+Inf"}       | 5
          WeirSinkAway           | weir_breaker_state{sink="kafka"}                           | 1
          WeirBacklogOld         | weir_oldest_message_age_seconds{sink="kafka"}              | 601
          WeirDeadLetters        | weir_messages_dead_lettered_total{sink="kafka"}            | 3
          WeirMemoryNearLimit    | weir_memory_used_bytes                                     | 1e12
          WeirMemoryNearLimit    | weir_messages_in_memory                                    | 90000
          WeirFilesNearLimit     | process_open_fds                                           | 1e9
          WeirRateLimited        | weir_messages_refused_total{reason="rate_limited"}         | 1
          WeirAuthFailures       | weir_auth_failures_total                                   | 600
          WeirCertificateExpires | weir_kafka_certificate_expiry_seconds                      | 1700000000
          WeirCertificateExpires | weir_tls_certificate_expiry_seconds                        | 1700000000
          WeirReloadFailed       | weir_last_reload_successful                                | 0
          """)
  void an_alert_rings_where_something_is_wrong(String name, String series, double value) {
    var wrong = new Query.Looks(well, well.with(series, value));

    assertThat(alert(name).answer(wrong)).as("%s with %s %s", name, series, value).isNotEmpty();
  }

  @Test
  void a_gateway_that_prometheus_does_not_know_of_is_down_too() {
    var nobody = well.without("up");

    assertThat(alert("WeirDown").answer(new Query.Looks(nobody, nobody))).hasSize(1);
  }

  @Test
  void what_is_not_accounted_for_rings_when_nothing_moves_and_not_before() {
    var gone = well.with("weir_messages_requeued_total{sink=\"kafka\"}", 5);
    var unaccounted = alert("WeirUnaccounted");

    assertThat(unaccounted.answer(new Query.Looks(gone, gone)))
        .singleElement()
        .satisfies(one -> assertThat(one.value()).isEqualTo(5));
    var moving = gone.with("weir_messages_accepted_total{sink=\"kafka\"}", 100);
    assertThat(unaccounted.answer(new Query.Looks(gone, moving))).isEmpty();
  }

  /// With `-Dweir.metrics=write` they are written anew.
  @Test
  void the_tables_of_metrics_are_those_of_the_gateway() throws IOException {
    var tables = MetricsPage.tables(Figures.of(Watched.page(weir)));
    if ("write".equals(System.getProperty("weir.metrics"))) MetricsPage.write(tables);

    for (var table : tables.entrySet()) {
      assertThat(MetricsPage.rows(table.getKey()))
          .as(table.getKey())
          .containsExactlyElementsOf(table.getValue());
    }
  }

  @Test
  void names_and_words_are_as_prometheus_wants_them() {
    var page = Figures.of(Watched.page(weir));

    assertThat(page.types())
        .allSatisfy((family, type) -> {
          assertThat(page.help().get(family)).as(family).matches("[A-Z0-9].+\\.");
          assertThat(family.endsWith("_total")).as(family).isEqualTo(type.equals("counter"));
          assertThat(family).doesNotContainPattern("_(ms|millis|milliseconds|kb|mb|percent)(_|$)");
        });
  }

  @Test
  void open_metrics_and_gzip_are_for_who_asks_for_them() {
    var open = Watched.page(weir, "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

    assertThat(open).endsWith("\n# EOF\n").contains("# TYPE weir_messages_accepted counter");
    assertThat(weir.get("/metrics").headers().firstValue("Content-Encoding")).isEmpty();
    var asking = HttpRequest.newBuilder(weir.uri("/metrics")).header("Accept-Encoding", "gzip");
    assertThat(weir.send(asking).headers().firstValue("Content-Encoding")).hasValue("gzip");
  }

  @Test
  void a_bucket_leads_to_the_trace_of_a_message_that_fell_into_it() {
    var open = Watched.page(weir, "application/openmetrics-text;version=1.0.0");

    assertThat(open.lines().filter(line -> line.contains(Watched.TRACE_ID)))
        .singleElement()
        .asString()
        .startsWith("weir_delivery_seconds_bucket{sink=\"kafka\"")
        .containsPattern(" # \\{span_id=\"[0-9a-f]{16}\",trace_id=\"[0-9a-f]{32}\"} [0-9.e-]+$");
    assertThat(Watched.page(weir)).doesNotContain(Watched.TRACE_ID);
  }

  @Test
  void a_query_for_what_is_not_there_is_found() {
    assertThatThrownBy(() -> assertKnown(QueryReader.read("rate(weir_no_such_total[5m])")))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> assertKnown(QueryReader.read("weir_breaker_state{topic=\"a\"}")))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() ->
            QueryReader.read("rate(weir_breaker_state[5m])").answer(new Query.Looks(well, well)))
        .isInstanceOf(AssertionError.class);
  }

  private static Query alert(String name) {
    return MonitoringFiles.alerts().stream()
        .filter(alert -> alert.name().equals(name))
        .map(alert -> QueryReader.read(alert.expression()))
        .findFirst()
        .orElseThrow();
  }

  /// A panel that leaves out what is 0 has nothing to show where all is well.
  private static Query unfiltered(Query query) {
    return query instanceof Query.Binary(var operator, var _, var left, var _)
            && operator.equals(">")
        ? left
        : query;
  }

  /// Names and labels are those of the page.
  private static void assertKnown(Query query) {
    selectors(query)
        .forEach(selector -> {
          var labels = well.labels(well.family(selector.name()));
          assertThat(labels)
              .as("labels of %s", selector.name())
              .containsAll(
                  selector.matchers().stream()
                      .map(Query.Matcher::label)
                      .filter(label -> !PROMETHEUS_OWN.contains(label))
                      .toList());
          assertThat(selector.in(well)).as("%s", selector).isNotEmpty();
        });
    aggregates(query)
        .forEach(sum ->
            assertThat(sum.by())
                .as("what is summed up by, of %s", sum)
                .allMatch(label ->
                    PROMETHEUS_OWN.contains(label)
                        || selectors(sum)
                            .allMatch(
                                one -> well.labels(well.family(one.name())).contains(label))));
  }

  private static Stream<Query.Selector> selectors(Query query) {
    return all(query).filter(Query.Selector.class::isInstance).map(Query.Selector.class::cast);
  }

  private static Stream<Query.Aggregate> aggregates(Query query) {
    return all(query).filter(Query.Aggregate.class::isInstance).map(Query.Aggregate.class::cast);
  }

  private static Stream<Query> all(Query query) {
    var inner =
        switch (query) {
          case Query.Constant _, Query.Selector _ -> List.<Query>of();
          case Query.Call call -> call.arguments();
          case Query.Aggregate sum -> List.of(sum.of());
          case Query.Binary both -> List.of(both.left(), both.right());
        };
    return Stream.concat(Stream.of(query), inner.stream().flatMap(MonitoringTest::all));
  }
}
