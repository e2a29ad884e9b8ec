package dev.weir.tests.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How a topic is followed.
@Timeout(180)
class TailTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  @Test
  void messages_are_told_as_they_come() throws Exception {
    weir.kafka().createTopic("rides", 2);
    produce("rides", "before");

    try (var tail = Following.of("/api/topics/rides/tail")) {
      tail.opened();
      produce("rides", "first");
      produce("rides", "second");

      // They may be in two partitions, which are read one after the other.
      assertThat(tail.values(2)).containsExactlyInAnyOrder("first", "second");
    }
  }

  @Test
  void only_what_is_looked_for_is_told() throws Exception {
    weir.kafka().createTopic("searched", 1);

    try (var tail = Following.of("/api/topics/searched/tail?q=value:oslo")) {
      tail.opened();
      produce("searched", "Bergen");
      produce("searched", "Oslo");

      assertThat(tail.values(1)).containsExactly("Oslo");
    }
  }

  @Test
  void five_may_follow_and_who_goes_away_makes_room_soon() throws Exception {
    weir.kafka().createTopic("full", 1);
    Await.until("those of other tests are gone", () -> consumers() == 0);
    var tails = new ArrayList<Following>();
    for (var i = 0; i < 5; i++) tails.add(Following.of("/api/topics/full/tail"));
    for (var tail : tails) tail.opened();
    var sixth = weir.get("/api/topics/full/tail");
    var consumers = consumers();

    for (var tail : tails) tail.close();
    Await.until("they are gone", Duration.ofSeconds(10), () -> consumers() == 0);

    assertThat(consumers).isEqualTo(5);
    assertThat(sixth.statusCode()).isEqualTo(503);
    assertThat(sixth.body()).contains("5 topics are being followed").contains("Stop a tail");
    try (var tail = Following.of("/api/topics/full/tail")) {
      tail.opened();
    }
  }

  @Test
  void a_topic_that_is_not_there_cannot_be_followed() {
    var answer = weir.get("/api/topics/none/tail");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("There is no topic 'none'");
  }

  /// Each of Kafka's consumers has a bean while it is open.
  private static long consumers() throws Exception {
    return ManagementFactory.getPlatformMBeanServer()
        .queryNames(new ObjectName("kafka.consumer:type=app-info,*"), null)
        .stream()
        .filter(name -> name.getKeyProperty("id").contains("weir-messages"))
        .count();
  }

  private static void produce(String topic, String value) {
    var answer =
        weir.post(
            "/push",
            """
            {"records":[{"topic":"%s","data":"%s"}],"wait_for_send":true}\
            """
                .formatted(topic, value));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  /// One that follows a topic, on a connection of its own.
  private record Following(Socket socket, BufferedReader answer) implements AutoCloseable {
    static Following of(String path) throws IOException {
      var socket = new Socket(InetAddress.getLoopbackAddress(), weir.port("http"));
      socket.setSoTimeout(30_000);
      var request = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      var reader = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
      return new Following(socket, new BufferedReader(reader));
    }

    void opened() throws IOException {
      event("open");
    }

    ArrayList<String> values(int count) throws IOException {
      var values = new ArrayList<String>();
      while (values.size() < count) {
        event("messages")
            .path("messages")
            .forEach(one -> values.add(one.at("/value/text").asText()));
      }
      return values;
    }

    private JsonNode event(String name) throws IOException {
      String line;
      do {
        line = answer.readLine();
      } while (line != null && !line.equals("event: " + name));
      var data = answer.readLine();
      assertThat(data).startsWith("data: ");
      return JACKSON.readTree(data.substring("data: ".length()));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
