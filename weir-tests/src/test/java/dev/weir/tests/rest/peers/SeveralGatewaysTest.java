package dev.weir.tests.rest.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Three gateways behind a balancer that knows nothing of consumer instances.
@Timeout(180)
class SeveralGatewaysTest {
  private static final String MADE =
      "{\"name\":\"%s\",\"format\":\"json\",\"auto.offset.reset\":\"earliest\",\"auto.commit.enable\":\"false\"}";

  private static final String ONE = "/consumers/life/instances/one";
  private static final String PARTITION =
      "{\"partitions\":[{\"topic\":\"rides\",\"partition\":0}]}";

  @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create();

  @TempDir private Path folder;
  private Gateways gateways;

  @BeforeEach
  void start() {
    gateways = new Gateways(kafka.bootstrapServers(), folder, "consumers.idle=5s");
  }

  @AfterEach
  void stop() {
    gateways.close();
  }

  @Test
  void every_call_of_a_whole_life_may_reach_another_gateway() throws Exception {
    sent("rides", "1", "2", "3");

    for (var life = 0; life < 3; life++) {
      var made = gateways.call("POST", "/consumers/life", MADE.formatted("one"));
      assertThat(done(200, made)).contains("\"instance_id\":\"one\"").contains(ONE + "\"");
      subscribesAndReads();
      seeksAndReads();
      done(204, gateways.call("DELETE", ONE + "/subscription", ""));
      done(204, gateways.call("DELETE", ONE, "{}"));

      done(404, gateways.call("GET", ONE + "/records", ""));
      reset("life");
    }
  }

  private void subscribesAndReads() throws Exception {
    done(204, gateways.call("POST", ONE + "/subscription", "{\"topics\":[\"rides\"]}"));
    assertThat(done(200, gateways.call("GET", ONE + "/subscription", "")))
        .contains("\"topics\":[\"rides\"]");
    assertThat(done(200, gateways.call("GET", ONE + "/records?timeout=20000", "")))
        .contains("\"value\":1", "\"value\":2", "\"value\":3");
    assertThat(done(200, gateways.call("GET", ONE + "/assignments", ""))).contains("rides");
    done(200, gateways.call("POST", ONE + "/offsets", ""));
    assertThat(done(200, gateways.call("GET", ONE + "/offsets", PARTITION)))
        .contains("\"offset\":3");
  }

  private void seeksAndReads() throws Exception {
    var third = "{\"offsets\":[{\"topic\":\"rides\",\"partition\":0,\"offset\":2}]}";
    done(204, gateways.call("POST", ONE + "/positions/beginning", PARTITION));
    assertThat(done(200, gateways.call("GET", ONE + "/records?timeout=20000", "{}")))
        .contains("\"value\":1");
    done(204, gateways.call("POST", ONE + "/positions", third));
    assertThat(done(200, gateways.call("GET", ONE + "/records?timeout=20000", "")))
        .contains("\"value\":3")
        .doesNotContain("\"value\":2");
    done(204, gateways.call("POST", ONE + "/positions/end", PARTITION));
    done(200, gateways.call("GET", ONE + "/offsets?topic=rides&partition=0", ""));
  }

  /// Commits the beginning, so that the next life sees what this one saw.
  private void reset(String group) throws Exception {
    var path = "/consumers/" + group + "/instances/reset";
    var partition = "[{\"topic\":\"rides\",\"partition\":0}]";
    done(
        200,
        gateways.call(
            "POST", "/consumers/" + group, "{\"name\":\"reset\",\"enable.auto.commit\":false}"));
    done(204, gateways.call("POST", path + "/assignments", "{\"partitions\":" + partition + "}"));
    done(
        204,
        gateways.call(
            "POST",
            path + "/offsets",
            "{\"offsets\":[{\"topic\":\"rides\",\"partition\":0,\"offset\":0}]}"));
    done(204, gateways.call("DELETE", path, ""));
  }

  @Test
  void the_address_in_the_answer_is_that_of_the_gateway_that_was_asked() throws Exception {
    for (var i = 0; i < 3; i++) {
      var made = gateways.call(i, "POST", "/consumers/uri", MADE.formatted("at-" + i));

      assertThat(made.body())
          .contains(
              "\"base_uri\":\"http://127.0.0.1:%d/consumers/uri/instances/at-%d\""
                  .formatted(gateways.port(i), i));
    }
  }

  @Test
  void an_instance_that_expires_is_gone_everywhere_and_its_name_is_free() throws Exception {
    done(200, gateways.call(0, "POST", "/consumers/idle", MADE.formatted("tired")));
    done(409, gateways.call(1, "POST", "/consumers/idle", MADE.formatted("tired")));

    Await.until(
        "it expires",
        () ->
            gateways.call(2, "POST", "/consumers/idle", MADE.formatted("tired")).statusCode()
                == 200);

    done(200, gateways.call(0, "GET", "/consumers/idle/instances/tired/subscription", ""));
  }

  @Test
  void a_call_that_is_passed_on_keeps_an_instance_alive() throws Exception {
    done(200, gateways.call(0, "POST", "/consumers/idle", MADE.formatted("busy")));
    var begun = System.nanoTime();

    while (Await.since(begun).toSeconds() < 8) {
      var read = "/consumers/idle/instances/busy/subscription";
      done(200, gateways.call(1, "GET", read, ""));
    }

    done(204, gateways.call(2, "DELETE", "/consumers/idle/instances/busy", ""));
  }

  @Test
  void a_delete_on_one_gateway_ends_a_read_that_waits_on_another() throws Exception {
    var path = "/consumers/ended/instances/one";
    done(200, gateways.call(0, "POST", "/consumers/ended", MADE.formatted("one")));
    done(204, gateways.call(1, "POST", path + "/subscription", "{\"topics\":[\"empty\"]}"));
    done(200, gateways.call(2, "GET", path + "/records?timeout=100", ""));
    var read = later(2, path + "/records?timeout=30000");
    Await.until("the read waits", () -> isBusy(path));
    var before = System.nanoTime();

    done(204, gateways.call(1, "DELETE", path, ""));

    assertThat(done(200, read.join())).isEqualTo("[]");
    assertThat(Await.since(before)).isLessThan(Duration.ofSeconds(20)); // it would wait for 30
  }

  /// Whether a call to it has to wait for another one.
  private boolean isBusy(String path) throws Exception {
    try {
      later(0, path + "/records?timeout=1").get(3, TimeUnit.SECONDS);
      return false;
    } catch (TimeoutException e) {
      return true;
    }
  }

  private CompletableFuture<HttpResponse<String>> later(int gateway, String path) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return gateways.call(gateway, "GET", path, "");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        Thread::startVirtualThread);
  }

  @Test
  void a_read_that_waits_on_another_gateway_hears_of_a_record_at_once() throws Exception {
    var path = "/consumers/late/instances/one";
    done(200, gateways.call(0, "POST", "/consumers/late", MADE.formatted("one")));
    done(204, gateways.call(1, "POST", path + "/subscription", "{\"topics\":[\"late\"]}"));
    sent("late", "1");
    done(200, gateways.call(1, "GET", path + "/records?timeout=20000", ""));
    var read = later(2, path + "/records?timeout=20000");
    var before = System.nanoTime();

    sent("late", "2");

    assertThat(read.join().body()).contains("\"value\":2");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void a_head_that_is_passed_on_takes_no_records() throws Exception {
    var path = "/consumers/head/instances/one";
    done(200, gateways.call(0, "POST", "/consumers/head", MADE.formatted("one")));
    done(204, gateways.call(0, "POST", path + "/subscription", "{\"topics\":[\"head\"]}"));
    sent("head", "1");

    var head = gateways.call(1, "HEAD", path + "/records?timeout=20000", "");

    assertThat(done(200, head)).isEmpty();
    assertThat(done(200, gateways.call(2, "GET", path + "/records?timeout=20000", "")))
        .contains("\"value\":1");
  }

  @Test
  void what_was_on_a_gateway_that_stopped_can_be_made_anew_at_once() throws Exception {
    done(200, gateways.call(0, "POST", "/consumers/stop", MADE.formatted("one")));
    done(200, gateways.call(1, "GET", "/consumers/stop/instances/one/subscription", ""));

    gateways.restart(0);

    for (var i = 0; i < 3; i++) {
      var gone = gateways.call(i, "GET", "/consumers/stop/instances/one/subscription", "");
      assertThat(done(404, gone)).contains("\"error_code\":40403");
    }
    done(200, gateways.call(2, "POST", "/consumers/stop", MADE.formatted("one")));
    done(200, gateways.call(0, "GET", "/consumers/stop/instances/one/subscription", ""));
  }

  private void sent(String topic, String... values) throws Exception {
    for (var value : values) {
      done(
          200,
          gateways.call("POST", "/topics/" + topic, "{\"records\":[{\"value\":" + value + "}]}"));
    }
  }

  private static String done(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode())
        .as("%s: %s", answer.request().uri(), answer.body())
        .isEqualTo(status);
    return answer.body();
  }
}
