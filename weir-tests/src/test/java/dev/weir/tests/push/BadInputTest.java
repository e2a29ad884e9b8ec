package dev.weir.tests.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import dev.weir.tests.RawHttp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a client sends, it gets a clear answer, and its connection lives where HTTP allows.
@Timeout(120)
class BadInputTest {
  private static final String GOOD =
      "{\"records\":[{\"topic\":\"good\",\"data\":\"x\"}],\"wait_for_send\":true}";

  @RegisterExtension
  static final WeirExtension weir = WeirExtension.create().with("limits.request-bytes", "64KB");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[]",
        "null",
        "\"text\"",
        "{\"records\":",
        "{\"records\":[}",
        "{\"records\":{}}",
        "{\"records\":[1]}",
        "{\"records\":[[\"data\",\"topic\",null,null]]}",
        "{\"records\":[{\"topic\":\"t\"}]}",
        "{\"records\":[{\"data\":\"x\"}]}",
        "{\"records\":[{\"topic\":1,\"data\":\"x\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":null}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"key\":7}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":\"0\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":99999999999}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":1.5}]}",
        "{\"records\":[],\"wait_for_send\":\"yes\"}",
        "{\"records\":[],\"records\":[]}",
        "{\"records\":[]} trailing",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"\\ud800\"}]}",
        "{\"records\":[],\"n\":NaN}",
      })
  void what_is_no_push_is_answered_400_and_the_connection_stays_usable(String body)
      throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      var refused = http.post("/push", body).answer();
      var good = http.post("/push", GOOD).answer();

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body())
          .startsWith("Request body deserialize error: ")
          .contains(" line 1 column ")
          .contains("a body looks like")
          .doesNotContain("REDACTED", "StreamRead");
      assertThat(good.status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\nb", "a\\r\\nX: y", "\\u0000", "\\u001b[31m", "..", "a/../b", "a b"})
  @Tag("S16")
  void a_name_that_no_topic_has_is_refused_and_told_in_plain_characters(String topic)
      throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      var pushed = http.post("/push", GOOD.replace("good", topic)).answer();
      var path = topic.replace("\\u00", "%").replace("\\n", "%0A").replace("\\r", "%0D");
      var sent = http.post("/topics/" + path.replace(" ", "%20") + "/messages", "x").answer();

      assertThat(pushed.body()).contains("error");
      assertThat(sent.status()).isBetween(400, 499);
      assertThat((pushed.body() + sent.body()).strip())
          .matches("[^\\p{Cntrl}]*(\\n[^\\p{Cntrl}]*)*");
      assertThat(pushed.headers()).doesNotContainKey("x");
    }
  }

  @Test
  void json_as_deep_as_the_body_may_be_is_answered_400() throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      var refused = http.post("/push", "{\"a\":" + "[".repeat(60_000)).answer();

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("nesting depth").doesNotContain("StreamRead");
    }
  }

  @Test
  void a_body_that_announces_too_much_is_refused_before_it_is_sent() throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      http.write("POST /push HTTP/1.1\r\nHost: weir\r\nContent-Length: 90000000\r\n\r\n");

      var refused = http.answer();

      assertThat(refused.status()).isEqualTo(413);
      assertThat(refused.body())
          .startsWith("The request payload is too large")
          .contains("90,000,000")
          .contains("65,536")
          .contains("raise limits.request-bytes");
      assertThat(refused.headers()).containsEntry("connection", "close");
      assertThat(http.ended()).isTrue();
    }
  }

  @Test
  void a_client_that_asks_first_is_refused_before_it_sends() throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      http.write(
          "POST /push HTTP/1.1\r\nHost: weir\r\nContent-Length: 70000\r\nExpect: 100-continue\r\n\r\n");
      var refused = http.answer();

      assertThat(refused.status()).isEqualTo(413);
    }
  }

  @Test
  void a_client_that_asks_first_is_told_to_go_on() throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      http.write(
          "POST /push HTTP/1.1\r\nHost: weir\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n"
              .formatted(GOOD.length()));
      var goOn = http.answer();
      var good = http.write(GOOD).answer();

      assertThat(goOn.status()).isEqualTo(100);
      assertThat(good.status()).isEqualTo(200);
    }
  }

  @Test
  void a_body_a_little_too_large_is_refused_and_the_connection_stays_usable() throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      var refused = http.post("/push", "x".repeat(65_537)).answer();
      var good = http.post("/push", GOOD).answer();

      assertThat(refused.status()).isEqualTo(413);
      assertThat(good.status()).isEqualTo(200);
    }
  }

  @Test
  void a_body_in_chunks_is_counted_while_it_comes() throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      http.write("POST /push HTTP/1.1\r\nHost: weir\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (var i = 0; i < 5; i++) http.write("4000\r\n" + "x".repeat(0x4000) + "\r\n");

      var refused = http.answer();

      assertThat(refused.status()).isEqualTo(413);
    }
  }

  @Test
  void a_good_body_in_chunks_of_one_byte_is_taken() throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      http.write("POST /push HTTP/1.1\r\nHost: weir\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (var c : GOOD.toCharArray()) http.write("1\r\n" + c + "\r\n");
      var good = http.write("0\r\n\r\n").answer();

      assertThat(good.status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip, gzip", "no-such-coding"})
  @Tag("S9")
  void an_unknown_encoding_is_refused_and_the_connection_stays_usable(String encoding)
      throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      http.write(
          "POST /push HTTP/1.1\r\nHost: weir\r\nContent-Encoding: %s\r\nContent-Length: 3\r\n\r\nabc"
              .formatted(encoding));
      var refused = http.answer();
      var good = http.post("/push", GOOD).answer();

      assertThat(refused.status()).isEqualTo(415);
      assertThat(refused.body())
          .contains(encoding)
          .contains("Send the body so, or without encoding");
      assertThat(refused.headers()).containsEntry("accept-encoding", "gzip, zstd, deflate");
      assertThat(good.status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"GET, 405", "PUT, 405", "DELETE, 405", "PATCH, 405", "BREW, 405"})
  void other_methods_are_refused_and_the_connection_stays_usable(String method, int status)
      throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      http.write(method + " /push HTTP/1.1\r\nHost: weir\r\nContent-Length: 2\r\n\r\n{}");
      var refused = http.answer();
      var good = http.post("/push", GOOD).answer();

      assertThat(refused.status()).isEqualTo(status);
      assertThat(refused.headers()).containsEntry("allow", "POST");
      assertThat(good.status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"GET, /push, 405", "OPTIONS, /push, 405", "GET, /nope, 404", "OPTIONS, /nope, 404"})
  void a_refused_request_without_a_body_keeps_its_connection(String method, String path, int status)
      throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      var refused = http.write(method + " " + path + " HTTP/1.1\r\nHost: weir\r\n\r\n").answer();
      var good = http.post("/push", GOOD).answer();

      assertThat(refused.status()).isEqualTo(status);
      assertThat(refused.headers()).doesNotContainKey("connection");
      assertThat(good.status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void many_requests_sent_without_waiting_are_all_answered(boolean wait) throws IOException {
    var body = GOOD.replace("true", Boolean.toString(wait));
    try (var http = new RawHttp(weir.port("http"))) {
      for (var i = 0; i < 500; i++) http.post("/push", body);

      for (var i = 0; i < 500; i++) assertThat(http.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void a_body_that_cannot_be_read_is_refused_and_leaves_nothing_behind() throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      http.write("POST /push HTTP/1.1\r\nHost: weir\r\nTransfer-Encoding: chunked\r\n\r\n");
      http.write("3\r\n{\"r\r\nzz\r\n");
      var refused = http.answer();

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("no chunk").contains("Correct the client");
      assertThat(http.ended()).isTrue();
      awaitMemoryUsed(used -> used == 0); // by then also what a test before sent without waiting
    }
  }

  @Test
  void clients_that_announce_much_and_send_little_hold_no_room() throws IOException {
    awaitMemoryUsed(used -> used == 0);
    var slow = new ArrayList<RawHttp>();
    try {
      for (var i = 0; i < 50; i++) {
        slow.add(new RawHttp(weir.port("http")));
        slow.getLast().write("POST /push HTTP/1.1\r\nHost: weir\r\nContent-Length: 60000\r\n\r\n{");
      }

      assertThat(memoryUsed()).isLessThanOrEqualTo(50);
    } finally {
      for (var http : slow) http.close();
    }
  }

  @Test
  void answers_that_nobody_reads_count_as_memory_until_the_client_is_gone() throws IOException {
    var record = "{\"topic\":\"good\",\"data\":\"\",\"partition\":-1}";
    var body =
        "{\"records\":[" + (record + ",").repeat(1_000) + record + "],\"wait_for_send\":true}";
    try (var http = new RawHttp(weir.port("http"))) {
      for (var i = 0; i < 100; i++) http.post("/push", body);

      awaitMemoryUsed(used -> used > 100_000);
    }
    awaitMemoryUsed(used -> used == 0);
  }

  @Test
  @Tag("S14")
  void a_body_that_does_not_come_is_given_up() throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      http.write("POST /push HTTP/1.1\r\nHost: weir\r\nContent-Length: 100\r\n\r\n{\"rec");

      var refused = http.answer();

      assertThat(refused.status()).isEqualTo(408);
      assertThat(refused.body()).contains("1 KiB").contains("10 s");
      assertThat(http.ended()).isTrue();
    }
  }

  @Test
  @Tag("C1")
  void a_client_that_goes_away_in_the_middle_leaves_nothing_behind() throws IOException {
    var body = GOOD.replace("good", "half");
    for (var length = 1; length < body.length(); length += 7) {
      try (var http = new RawHttp(weir.port("http"))) {
        http.write(
            "POST /push HTTP/1.1\r\nHost: weir\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body.substring(0, length)));
      }
    }
    weir.post("/push", body.replace("\"x\"", "\"whole\""));

    weir.kafka().topic("half").eventuallyContainsExactly("whole");
    // By then also what a test before sent without waiting.
    Await.until("nothing is left", () -> figure("weir_messages_in_memory") == 0);
  }

  private static void awaitMemoryUsed(DoublePredicate condition) {
    Await.first("memory used", BadInputTest::memoryUsed, condition::test);
  }

  private static double memoryUsed() {
    return figure("weir_memory_used_bytes");
  }

  private static double figure(String name) {
    var line =
        weir.get("/metrics")
            .body()
            .lines()
            .filter(one -> one.startsWith(name + " "))
            .findFirst()
            .orElseThrow();
    return Double.parseDouble(line.substring(line.indexOf(' ')));
  }
}
