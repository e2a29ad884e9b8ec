package dev.weir.tests.rest.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.RawHttp;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A stream of records that is open for too long, and one for a topic that nobody makes.
@Timeout(180)
class StreamAtMostTest {
  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("rest.stream-at-most", "4s").with("rest.auto-create", "false");

  @Test
  void a_stream_ends_with_a_408() throws IOException {
    weir.kafka().createTopic("short", 1);
    try (var http = stream("short")) {
      http.write(RecordsTest.chunk(RecordsTest.record("1")));
      assertThat(http.answer().status()).isEqualTo(200);

      assertThat(Produce.read(http.chunk()).get("error_code").asInt()).isEqualTo(200);
      assertThat(Produce.read(http.chunk()).get("error_code").asInt()).isEqualTo(408);
      assertThat(http.chunk()).isEmpty();
      assertThat(http.ended()).isTrue();
    }
  }

  @Test
  void a_topic_that_nobody_makes_is_404() throws IOException {
    try (var http = stream("missing")) {
      http.write(RecordsTest.chunk(RecordsTest.record("1") + RecordsTest.record("2")));

      assertThat(http.answer().status()).isEqualTo(404);
      assertThat(Produce.read(http.chunk()).get("error_code").asInt()).isEqualTo(40403);
    }
    var whole =
        new Produce(weir)
            .post(
                "/v3/clusters/-/topics/missing/records",
                "application/json",
                RecordsTest.record("1"));
    RecordsTest.refused(whole, 404, 40403);
  }

  private static RawHttp stream(String topic) throws IOException {
    return new RawHttp(weir.port("http"))
        .write(
            "POST /v3/clusters/-/topics/%s/records HTTP/1.1\r\nHost: weir\r\nTransfer-Encoding: chunked\r\n\r\n"
                .formatted(topic));
  }
}
