package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.net.Connections;
import dev.weir.gateway.net.OpenFiles;
import dev.weir.metrics.Gauge;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import dev.weir.tests.Await;
import dev.weir.tests.RawHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many connections there may be, of all clients and of one.
@Tag("S14")
@Timeout(60)
class ConnectionsTest {
  private static final String REQUEST = "GET /here HTTP/1.1\r\nHost: w\r\n\r\n";

  private final AtomicReference<Connections.Limits> limits = new AtomicReference<>();
  private final Metrics metrics = new Metrics();
  private final BarePort port =
      new BarePort(Connections.limited(limits::get, OpenFiles.ofProcess(), metrics));

  @AfterEach
  void close() {
    port.close();
  }

  @ParameterizedTest
  @CsvSource({"2, 9, all", "9, 2, client"})
  void one_too_many_is_closed_at_once_and_the_others_stay(int all, int ofOne, String counted)
      throws IOException {
    limits.set(new Connections.Limits(all, ofOne));
    try (var first = new RawHttp(port.port());
        var second = new RawHttp(port.port());
        var third = new RawHttp(port.port())) {
      assertThat(third.ended()).isTrue();
      assertThat(first.write(REQUEST).answer().status()).isEqualTo(200);
      assertThat(second.write(REQUEST).answer().status()).isEqualTo(200);
      assertThat(refused(counted)).isEqualTo(1);
    }
  }

  @Test
  void a_connection_that_has_ended_makes_room_for_another() throws IOException {
    limits.set(new Connections.Limits(1, 1));
    for (var i = 0; i < 3; i++) {
      Await.until("no connection", Duration.ofSeconds(20), () -> open() == 0);
      try (var http = new RawHttp(port.port())) {
        assertThat(http.write(REQUEST).answer().status()).isEqualTo(200);
      }
    }
  }

  private double open() {
    return metrics.all().stream()
        .filter(one -> one.name().equals("weir_connections"))
        .mapToDouble(one -> ((Gauge) one).value().getAsDouble())
        .sum();
  }

  private long refused(String limit) {
    return metrics.counter("weir_connections_refused", "", new Label("limit", limit)).sum();
  }
}
