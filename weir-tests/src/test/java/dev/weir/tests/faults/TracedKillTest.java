package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tests.tracing.TraceReceiver;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A message is in its trace although all that took part in it was killed meanwhile. About 10 s.
@Tag("chaos")
@Timeout(120)
class TracedKillTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CLIENT = "00f067aa0ba902b7";

  @TempDir private Path folder;

  @Test
  void a_message_that_waited_through_kill_9_is_delivered_in_its_trace() throws Exception {
    try (var collector = TraceReceiver.start();
        var broker = Broker.start(folder.resolve("kafka"));
        var gateway =
            new Gateway(folder.resolve("weir"), broker.bootstrapServers())
                .with("tracing.otlp", collector.url())
                .start()) {
      broker.process().kill();
      assertThat(push(gateway)).isEqualTo(200);

      gateway.process().kill();
      broker.start();
      gateway.start();

      var deliver = collector.span(TRACE, "weir deliver");
      assertThat(deliver.says())
          .containsEntry("weir.from_log", "true")
          .containsEntry("weir.outcome", "delivered");
      assertThat(deliver.parent()).isNotEmpty().isNotEqualTo(CLIENT);
    }
  }

  private static int push(Gateway gateway) throws Exception {
    var body = "{\"records\":[{\"topic\":\"traced\",\"data\":\"x\"}]}";
    var request =
        HttpRequest.newBuilder(gateway.push())
            .header("traceparent", "00-" + TRACE + "-" + CLIENT + "-01")
            .POST(BodyPublishers.ofString(body));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }
}
