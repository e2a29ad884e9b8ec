package dev.weir.tests.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Sends records to a gateway's `/push`.
final class Pusher {
  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI uri;
  private final String topic;
  private final boolean waiting;

  /// @param waiting for Kafka, else for the journal
  Pusher(URI uri, String topic, boolean waiting) {
    this.uri = uri;
    this.topic = topic;
    this.waiting = waiting;
  }

  Answer push(List<Numbered> records) throws InterruptedException {
    var body =
        records.stream()
            .map(this::json)
            .collect(
                Collectors.joining(",", "{\"records\":[", "],\"wait_for_send\":" + waiting + "}"));
    return push(body);
  }

  private String json(Numbered numbered) {
    return "{\"topic\":\"%s\",\"key\":\"%s\",\"data\":\"%s\"}"
        .formatted(topic, numbered.stream(), numbered.text());
  }

  /// Any body.
  Answer push(String body) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(ANSWER_AT_MOST)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    var sent = System.nanoTime();
    try {
      return answer(sent, http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      return new Answer(sent, System.nanoTime() - sent, Answer.NONE, "", false);
    }
  }

  private static Answer answer(long sentNanos, HttpResponse<String> response) {
    return new Answer(
        sentNanos,
        System.nanoTime() - sentNanos,
        response.statusCode(),
        response.headers().firstValue("Weir-Acks").orElse(""),
        response.headers().firstValue("Weir-Problem").isEmpty());
  }
}
