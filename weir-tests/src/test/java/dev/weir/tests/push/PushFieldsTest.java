package dev.weir.tests.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a record of `/push` may have beyond kprf's fields is in Kafka as it was sent.
@Timeout(120)
class PushFieldsTest {
  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  @Test
  void bytes_headers_and_the_time_arrive_as_they_were_sent() {
    var answer =
        weir.post(
            "/push",
            """
            {"records":[{"topic":"fields","data_base64":"AP8=","key_base64":"-_8",
              "timestamp":1700000000123,
              "headers":[{"key":"trace","value":"ž"},{"key":"none","value":null},
                {"key":"bytes","value":{"base64":"AA=="}},{"key":"trace","value":""}]}],
             "wait_for_send":true}\
            """);

    assertThat(answer.body()).isEqualTo("{\"status\":\"ok\",\"errors\":[]}");
    var record = weir.kafka().topic("fields").records(1).getFirst();
    assertThat(record.value()).isEqualTo(new byte[] {0, (byte) 0xff});
    assertThat(record.key()).isEqualTo(new byte[] {(byte) 0xfb, (byte) 0xff});
    assertThat(record.timestamp()).isEqualTo(1_700_000_000_123L);
    var headers = record.headers().toArray();
    assertThat(headers).extracting(Header::key).containsExactly("trace", "none", "bytes", "trace");
    assertThat(headers)
        .extracting(Header::value)
        .containsExactly("ž".getBytes(UTF_8), null, new byte[] {0}, new byte[0]);
  }

  @Test
  void a_client_that_asks_is_told_where_its_records_are() {
    weir.kafka().createTopic("places", 2);
    var body =
        "{\"records\":[{\"topic\":\"places\",\"data\":\"x\",\"partition\":1},{\"topic\":\"places\",\"data\":\"y\",\"partition\":1},{\"topic\":\"places\",\"data\":\"z\",\"partition\":9}],\"wait_for_send\":true}";

    var byQuery = weir.post("/push?verbose=1", body);
    var byHeader = prefers("respond-async, return=representation", body);
    var plain = prefers("return=minimal", body);

    assertThat(byQuery.statusCode()).isEqualTo(500);
    assertThat(byQuery.body())
        .endsWith(
            "],\"offsets\":[{\"partition\":1,\"offset\":0},{\"partition\":1,\"offset\":1},null]}");
    assertThat(byHeader.body())
        .endsWith(
            "],\"offsets\":[{\"partition\":1,\"offset\":2},{\"partition\":1,\"offset\":3},null]}");
    assertThat(plain.body()).doesNotContain("offsets").endsWith("}]}");
  }

  private static HttpResponse<String> prefers(String preference, String body) {
    return weir.send(
        HttpRequest.newBuilder(weir.uri("/push"))
            .header("Prefer", preference)
            .POST(BodyPublishers.ofString(body)));
  }
}
