package dev.weir.tests.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.auth.KeyHash;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.tests.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An operator has the gateway recorded, looks, stops it and fetches what came of it.
@Timeout(180)
class ProfileTest {
  private static final String PROFILE = "/api/profile";
  private static final String OPERATOR = "operators-key-that-is-long-enough";
  private static final String READER = "readers-key-that-is-long-enough-too";

  private static final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @Test
  void one_recording_at_a_time_is_made_and_handed_out() throws Exception {
    try (var weir = Weir.start(settings())) {
      refusesWhatCannotBe(weir);
      assertThat(json(ask(weir, "GET", PROFILE, "")).path("recording").isNull()).isTrue();
      assertThat(ask(weir, "DELETE", PROFILE, "").statusCode()).isEqualTo(409);

      var begun = json(ask(weir, "POST", PROFILE, "{\"seconds\":600,\"settings\":\"default\"}"));
      var name = begun.at("/recording/name").asText();

      assertThat(begun.at("/recording/seconds").asInt()).isEqualTo(600);
      assertThat(begun.at("/recording/settings").asText()).isEqualTo("default");
      var second = ask(weir, "POST", PROFILE, "");
      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(second.body()).contains(name).contains("DELETE");
      var stopped = json(ask(weir, "DELETE", PROFILE, ""));
      assertThat(stopped.path("recording").isNull()).isTrue();
      assertThat(stopped.path("failure").isNull()).isTrue();
      assertThat(stopped.at("/recordings/0/name").asText()).isEqualTo(name);
      handsOut(weir, name, stopped.at("/recordings/0/bytes").asLong());
    }
  }

  private void handsOut(Weir weir, String name, long bytes) throws Exception {
    var file = folder.resolve("fetched.jfr");
    var answer = http.send(get(weir, PROFILE + "/" + name), BodyHandlers.ofFile(file));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(value -> assertThat(value).contains(name));
    assertThat(file).hasSize(bytes);
    assertThat(RecordingFile.readAllEvents(file))
        .anyMatch(event -> event.getEventType().getName().equals("jdk.ActiveSetting"));
    assertThat(ask(weir, "HEAD", PROFILE + "/" + name, "").statusCode()).isEqualTo(200);
  }

  private static void refusesWhatCannotBe(Weir weir) throws Exception {
    assertThat(ask(weir, "POST", PROFILE, "{\"seconds\":601}").statusCode()).isEqualTo(422);
    assertThat(ask(weir, "POST", PROFILE, "{\"seconds\":0}").statusCode()).isEqualTo(422);
    assertThat(ask(weir, "POST", PROFILE, "{\"settings\":\"../x\"}").statusCode()).isEqualTo(422);
    assertThat(ask(weir, "POST", PROFILE, "{\"seconds\":").statusCode()).isBetween(400, 422);
    assertThat(ask(weir, "GET", PROFILE + "/none.jfr", "").statusCode()).isEqualTo(404);
    assertThat(ask(weir, "GET", PROFILE + "/..%2Fweir.ports", "").statusCode()).isEqualTo(404);
  }

  @Test
  void it_ends_by_itself() throws Exception {
    try (var weir = Weir.start(settings())) {
      ask(weir, "POST", PROFILE, "{\"seconds\":1}");

      var state =
          Await.first(
              "it has ended",
              () -> json(ask(weir, "GET", PROFILE, "")),
              one -> one.path("recording").isNull());

      assertThat(state.path("recordings")).hasSize(1);
      assertThat(state.path("recording").isNull()).isTrue();
    }
  }

  @Test
  void all_of_it_is_for_operators() throws Exception {
    var withKeys =
        settings(
            "auth.keys.operator.key=" + KeyHash.of(OPERATOR).text(),
            "auth.keys.operator.role=operate",
            "auth.keys.reader.key=" + KeyHash.of(READER).text(),
            "auth.keys.reader.role=read");
    try (var weir = Weir.start(withKeys)) {
      for (var method : new String[] {"GET", "POST", "DELETE"}) {
        assertThat(keyed(weir, method, READER).statusCode()).as(method).isEqualTo(403);
      }
      assertThat(keyed(weir, "GET", OPERATOR).statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> keyed(Weir weir, String method, String key)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(weir, PROFILE))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.noBody());
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private WeirConfig settings(String... more) {
    var all = new String[more.length + 4];
    System.arraycopy(more, 0, all, 4, more.length);
    all[0] = "listen.http=127.0.0.1:0";
    all[1] = "listen.grpc=off";
    all[2] = "kafka.bootstrap.servers=off";
    all[3] = "data=" + folder;
    return WeirConfig.read(Sources.of(all));
  }

  private static URI uri(Weir weir, String path) {
    return URI.create("http://127.0.0.1:" + weir.ports().get("http") + path);
  }

  private static HttpRequest get(Weir weir, String path) {
    return HttpRequest.newBuilder(uri(weir, path)).build();
  }

  private static HttpResponse<String> ask(Weir weir, String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(weir, path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }
}
