package dev.weir.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

  private String page(@Nullable String accept) {
    return new String(new MetricsEndpoint(metrics).page(accept).body(), StandardCharsets.UTF_8);
  }
}
