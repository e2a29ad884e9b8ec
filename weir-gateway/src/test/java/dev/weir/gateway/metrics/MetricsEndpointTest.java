package dev.weir.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Exchange;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class MetricsEndpointTest {
  private final Metrics metrics = new Metrics();

  @Test
  void a_total_keeps_its_name_and_is_a_counter_in_the_text_format() throws Exception {
    metrics.total("kafka_sent_messages", "Handed over.", () -> 3, new Label("topic", "t"));

    assertThat(page(null))
        .contains("# TYPE kafka_sent_messages counter\nkafka_sent_messages{topic=\"t\"} 3.0\n");
  }

  @Test
  void a_total_keeps_its_name_in_open_metrics_which_has_no_type_for_it() throws Exception {
    metrics.total("kafka_sent_messages", "Handed over.", () -> 3, new Label("topic", "t"));

    assertThat(page("application/openmetrics-text; version=1.0.0"))
        .contains("# TYPE kafka_sent_messages unknown\n")
        .contains("kafka_sent_messages{topic=\"t\"} 3.0\n");
  }

  private String page(@Nullable String accept) throws Exception {
    var asked = new Asked(accept, new CompletableFuture<>());
    new MetricsEndpoint(metrics).handle(asked);
    return new String(asked.answer().get(10, TimeUnit.SECONDS).body(), StandardCharsets.UTF_8);
  }

  private record Asked(@Nullable String accept, CompletableFuture<Answer> answer)
      implements Exchange {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String path() {
      return "/metrics";
    }

    @Override
    public @Nullable String query() {
      return null;
    }

    @Override
    public String client() {
      return "127.0.0.1";
    }

    @Override
    public @Nullable String header(String name) {
      return name.equals("Accept") ? accept : null;
    }

    @Override
    public byte[] body() {
      return new byte[0];
    }

    @Override
    public void answer(Answer told) {
      answer.complete(told);
    }
  }
}
