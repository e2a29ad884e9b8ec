package dev.weir.tests.rest.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.tests.RawHttp;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is lost of a call, and of its answer, on the way from one gateway to another: nothing.
@Timeout(120)
class PassedOnTest {
  @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create();

  private static Replica owner;
  private static Replica other;
  private static Replica third;

  @BeforeAll
  static void start() throws Exception {
    owner = Replica.start(kafka.bootstrapServers());
    other = Replica.start(kafka.bootstrapServers());
    third = Replica.start(kafka.bootstrapServers());
    owner.create("g", "one");
  }

  @AfterAll
  static void stop() {
    owner.close();
    other.close();
    third.close();
  }

  @Test
  void the_method_query_body_and_accept_of_a_call_reach_the_owner() throws Exception {
    var path = "/consumers/g/instances/one/subscription?q=a%20b%2Bc&x=1";
    var request = HttpRequest.newBuilder(other.uri(path)).header("Accept", "x/y, z/w;q=0.5");

    var answer = other.call(request, "POST", "{\"topics\":[\"größe\"]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("POST|one|a b+c|x/y, z/w;q=0.5|{\"topics\":[\"größe\"]}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    assertThat(answer.headers().firstValue("Weir-Peer")).isEmpty();
  }

  @Test
  void a_get_keeps_its_body() throws Exception {
    var answer = other.call("GET", "/consumers/g/instances/one/subscription/", "{\"a\":1}");

    assertThat(answer.body()).isEqualTo("GET|one|null|null|{\"a\":1}");
  }

  @Test
  void a_head_has_the_head_of_a_get() throws Exception {
    try (var http = new RawHttp(other.port())) {
      http.write("HEAD /consumers/g/instances/one/subscription HTTP/1.1\r\nHost: w\r\n");
      http.write("Connection: close\r\n\r\n");

      var answer = http.answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers()).containsEntry("content-type", "text/plain; charset=utf-8");
    }
  }

  @Test
  void a_client_that_asks_as_a_gateway_does_and_wrongly_is_refused() throws Exception {
    var path = "GET /consumers/g/instances/one/subscription HTTP/1.1\r\nHost: w\r\nWeir-Peer: ";
    try (var http = new RawHttp(owner.port())) {
      var foreign = http.write(path + "x\r\n\r\n").answer();
      var id = foreign.headers().get("weir-peer");
      var wrong = http.write(path + id + "\r\nWeir-Peer-Claim: x\r\n\r\n").answer();

      assertThat(foreign.status()).isEqualTo(421);
      assertThat(wrong.status()).isEqualTo(421);
    }
  }

  @Test
  void names_are_passed_on_as_they_were_written() throws Exception {
    for (var name :
        new String[] {"a%2Fb", "sp%20ace", "pl+us", "%C3%BC", "a|b", "q%3Fq", "100%25"}) {
      var path = "/consumers/g%2F1/instances/" + name + "/subscription";
      var decoded = URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
      assertThat(owner.create("g%2F1", decoded)).isEqualTo(200);

      try (var http = new RawHttp(other.port())) {
        var answer = http.write("GET " + path + " HTTP/1.1\r\nHost: w\r\n\r\n").answer();

        assertThat(answer.status()).as(name).isEqualTo(200);
        assertThat(answer.body()).startsWith("GET|" + decoded + "|");
      }
    }
  }

  @Test
  void an_error_of_the_owner_is_the_answer() throws Exception {
    var path = "/consumers/g/instances/one/subscription";
    var request = HttpRequest.newBuilder(other.uri(path)).header("Content-Type", "text/wrong");

    var answer = other.call(request, "POST", "{}");

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("\"error_code\":415");
  }

  @Test
  void what_is_wrong_with_a_call_is_said_before_that_nobody_has_its_instance() throws Exception {
    var path = "/consumers/g/instances/nobody/subscription";
    var wrong = HttpRequest.newBuilder(other.uri(path)).header("Content-Type", "text/wrong");

    assertThat(other.call(wrong, "POST", "{}").statusCode()).isEqualTo(415);
    assertThat(other.call("GET", path, "").body()).contains("\"error_code\":40403");
  }

  @Test
  void a_call_goes_one_way_and_no_further() throws Exception {
    var path = "/consumers/g/instances/one/subscription";
    var request = HttpRequest.newBuilder(other.uri(path)).header("Weir-Peer", "somebody");

    assertThat(other.call(request, "GET", "").statusCode()).isEqualTo(421);
  }

  @Test
  void a_long_read_ends_when_its_instance_is_deleted_elsewhere() throws Exception {
    assertThat(owner.create("g", "long")).isEqualTo(200);
    var path = "/consumers/g/instances/long";
    var read =
        CompletableFuture.supplyAsync(
            () -> called(other, path + "/records?timeout=20000"), Thread::startVirtualThread);
    Await.until("the read waits", () -> owner.reading() == 1);

    var deleted = third.call("DELETE", path, "");

    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(read.join()).isEqualTo("ended");
  }

  @Test
  void an_owner_sees_that_a_client_of_another_gateway_went_away() throws Exception {
    try (var http = new RawHttp(other.port())) {
      http.write(
          "GET /consumers/g/instances/one/records?timeout=20000 HTTP/1.1\r\nHost: w\r\n\r\n");
      Await.until("the read waits", () -> owner.reading() == 1);
    }

    Await.until("the read is over", () -> owner.reading() == 0);

    assertThat(owner.deserted()).isEqualTo(1);
  }

  @Test
  void a_read_of_20_s_is_waited_for() throws Exception {
    var before = System.nanoTime();

    var text = called(other, "/consumers/g/instances/one/records?timeout=20000");

    assertThat(text).isEqualTo("waited");
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void a_large_answer_comes_whole_and_is_counted_no_longer_than_it_is_there() throws Exception {
    var size = 48 << 20;
    var path = "/consumers/g/instances/one/records?timeout=1&size=" + size;
    var request = HttpRequest.newBuilder(other.uri(path)).build();

    var answer = Replica.CLIENT.send(request, BodyHandlers.ofByteArray());

    assertThat(answer.body()).hasSize(size);
    assertThat(answer.headers().firstValue("Content-Type")).contains("x/y");
    Await.until("nothing is counted", () -> other.used() == 0 && owner.used() == 0);
  }

  private static String called(Replica replica, String path) {
    try {
      return replica.call("GET", path, "").body();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
