package dev.weir.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Trace;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class MetricsEndpointTest {
  private final Metrics metrics = new Metrics();

  @Test
  void a_total_keeps_its_name_and_is_a_counter_in_the_text_format() {
    metrics.total("kafka_sent_messages", "Handed over.", () -> 3, new Label("topic", "t"));

    assertThat(page(null))
        .contains("# TYPE kafka_sent_messages counter\nkafka_sent_messages{topic=\"t\"} 3.0\n");
  }

  @Test
  void a_total_keeps_its_name_in_open_metrics_which_has_no_type_for_it() {
    metrics.total("kafka_sent_messages", "Handed over.", () -> 3, new Label("topic", "t"));

    assertThat(page("application/openmetrics-text; version=1.0.0"))
        .contains("# TYPE kafka_sent_messages unknown\n")
        .contains("kafka_sent_messages{topic=\"t\"} 3.0\n");
  }

  @Test
  void a_count_with_its_sum_and_what_labels_alone_say_are_told() {
    metrics.summary("jvm_x_seconds", "Times.", () -> 2, () -> 1.5, new Label("gc", "G1"));
    metrics.gauge("weir_x_info", "What it is.", () -> 1, new Label("version", "1"));

    assertThat(page(null))
        .contains("# TYPE jvm_x_seconds summary\n")
        .contains("jvm_x_seconds_count{gc=\"G1\"} 2\njvm_x_seconds_sum{gc=\"G1\"} 1.5\n")
        .contains("weir_x_info{version=\"1\"} 1\n");
    assertThat(page("application/openmetrics-text; version=1.0.0"))
        .contains("# TYPE weir_x info\n", "weir_x_info{version=\"1\"} 1\n")
        .endsWith("# EOF\n");
  }

  @Test
  void what_stands_in_a_label_cannot_break_its_line() {
    metrics.total("x_total", "X.", () -> 1, new Label("topic", "a\"b\\c\nd"));

    assertThat(page(null).lines()).contains("x_total{topic=\"a\\\"b\\\\c\\nd\"} 1.0");
  }

  @Test
  void a_trace_is_told_to_who_can_read_it() {
    var trace = new Trace("a".repeat(32), "b".repeat(16), true);
    metrics.histogram("weir_x_seconds", "X.").observe(1_000_000, trace);

    assertThat(page("application/openmetrics-text; version=1.0.0"))
        .contains(
            "weir_x_seconds_bucket{le=\"0.001\"} 1 # {span_id=\"%s\",trace_id=\"%s\"} 0.001\n"
                .formatted(trace.spanId(), trace.traceId()));
    assertThat(page(null)).doesNotContain(trace.traceId());
  }

  @Test
  void a_figure_that_cannot_be_told_keeps_no_scraper_waiting() {
    metrics.gauge(
        "weir_x",
        "X.",
        () -> {
          throw new IllegalStateException("it has closed");
        });

    assertThat(new MetricsEndpoint(metrics).answer(null, null).status()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                  | false
          identity                | false
          gzip                    | true
          deflate, gzip           | true
          GZIP;q=0.5, *;q=0       | true
          x-gzip ; q=1.0          | true
          gzip;q=0                | false
          gzip;q=0.000            | false
          zstd, br                | false
          """)
  void it_is_packed_for_who_can_unpack_it(@Nullable String codings, boolean packed) {
    assertThat(MetricsEndpoint.gzipWanted(codings)).isEqualTo(packed);
  }

  private String page(@Nullable String accept) {
    return new String(new MetricsEndpoint(metrics).page(accept).body(), StandardCharsets.UTF_8);
  }
}
