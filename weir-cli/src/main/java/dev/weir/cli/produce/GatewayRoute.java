package dev.weir.cli.produce;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.Message;
import dev.weir.cli.message.MessageAsJson;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Through a gateway: `POST /topics/{topic}/stream`, some hundred messages a request, one request
/// at a time, so that the order is that of the input.
///
/// What the gateway refuses for now is sent again, with all behind it, as long as a message may
/// take. What was sent on a connection that broke has failed: nobody knows of it.
final class GatewayRoute implements Route {
  private static final int MESSAGES_MAX = 500;
  private static final int BYTES_MAX = 1 << 20;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final JsonFactory JSON = new JsonFactory();

  /// A message that has no answer yet.
  ///
  /// @param line as it is sent
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Waiting(long number, int bytes, Place place, byte[] line) {}

  /// @param key who sends, or null where nobody asks
  record Reached(String address, SSLContext tls, @Nullable String key) {
    /// Without the key.
    @Override
    public String toString() {
      return address;
    }
  }

  private final URI stream;
  private final @Nullable String key;
  private final Duration deliveryMax;
  private final Tally tally;
  private final HttpClient client;
  private List<Waiting> waiting = new ArrayList<>();
  private int waitingBytes;

  /// @param at the gateway, and whom to believe there
  /// @param choice its `--acks` are what the gateway calls `memory`, `journal` and `kafka`
  GatewayRoute(Reached at, String topic, KafkaChoice choice, Tally tally) {
    this.stream =
        URI.create(
            "%s/topics/%s/stream?acks=%s"
                .formatted(at.address().replaceAll("/+$", ""), topic, level(choice.acks())));
    this.key = at.key();
    this.deliveryMax = choice.deliveryMax();
    this.tally = tally;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(choice.deliveryMax())
            .sslContext(at.tls())
            .build();
  }

  private static String level(String acks) {
    return switch (acks) {
      case "0" -> "memory";
      case "1" -> "journal";
      default -> "kafka";
    };
  }

  @Override
  public void awaitRoom(Message message) {
    while (!tally.isOver() && tally.open() >= Receipts.CAPACITY - MESSAGES_MAX) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  @Override
  public void send(Message message, Place place) {
    var line = line(message);
    var number = tally.sending(message.sizeBytes());
    waiting.add(new Waiting(number, message.sizeBytes(), place, line));
    waitingBytes += line.length;
    if (waiting.size() >= MESSAGES_MAX || waitingBytes >= BYTES_MAX) sendAll(deliveryMax);
  }

  private static byte[] line(Message message) {
    var bytes = new ByteArrayOutputStream();
    try (var json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      if (message.namesPartition()) json.writeNumberField("partition", message.partition());
      if (message.timestamp() != Message.NOW) {
        json.writeNumberField("timestamp", message.timestamp());
      }
      MessageAsJson.bytes(json, "key", message.key());
      MessageAsJson.bytes(json, "value", message.value());
      if (!message.headers().isEmpty()) headers(json, message);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void headers(JsonGenerator json, Message message) throws IOException {
    json.writeArrayFieldStart("headers");
    for (var header : message.headers()) {
      json.writeStartObject();
      json.writeStringField("key", header.name());
      MessageAsJson.bytes(json, "value", header.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// Somebody may have typed the last message.
  @Override
  public void idle() {
    sendAll(deliveryMax);
  }

  @Override
  public void finish(Duration max, boolean keep) {
    sendAll(max.compareTo(deliveryMax) < 0 ? max : deliveryMax);
  }

  /// Until each has its answer, or the time is over.
  private void sendAll(Duration max) {
    var begunNanos = System.nanoTime();
    while (!waiting.isEmpty()) {
      var left = max.minusNanos(System.nanoTime() - begunNanos);
      if (!left.isPositive()) {
        failAll("the gateway did not take it in time", null);
        return;
      }
      try {
        request(left);
      } catch (IOException e) {
        failAll("the connection to the gateway failed: " + e, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failAll("it was interrupted", e);
      }
    }
    waitingBytes = 0;
  }

  private void request(Duration max) throws IOException, InterruptedException {
    var body = new ByteArrayOutputStream(waitingBytes);
    for (var one : waiting) body.writeBytes(one.line);
    var request =
        HttpRequest.newBuilder(stream)
            .timeout(max)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofByteArray(body.toByteArray()));
    if (key != null) request.header("Authorization", "Bearer " + key);
    var response = client.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() == 200) {
      answered(response.body());
    } else if (response.statusCode() == 429 || response.statusCode() == 503) {
      LockSupport.parkNanos(PAUSE.toNanos());
    } else {
      failAll("the gateway answered " + text(response), null);
    }
  }

  private static String text(HttpResponse<String> response) {
    return response.statusCode() + " " + response.body().strip();
  }

  /// Lines have their answers in order; those without one are sent again.
  private void answered(String body) throws IOException {
    var done = 0;
    for (var text : body.lines().toList()) {
      var answer = StreamAnswer.parse(text);
      if (answer.retriable()) {
        LockSupport.parkNanos(Math.max(PAUSE.toNanos(), answer.retryAfterMillis() * 1_000_000));
        break;
      }
      if (answer.line() < 1 || answer.line() > waiting.size()) {
        throw new IOException("it answered what was not sent: " + text);
      }
      var one = waiting.get(answer.line() - 1);
      if (answer.error().isEmpty()) {
        tally.acknowledged(one.number, one.bytes, answer.partition(), answer.offset(), -1);
      } else {
        tally.failed(one.number, one.bytes, one.place, answer.error());
      }
      done = answer.line();
    }
    if (done == 0 && body.isBlank()) throw new IOException("it gave no answers");
    waiting = new ArrayList<>(waiting.subList(done, waiting.size()));
  }

  private void failAll(String why, @Nullable Exception cause) {
    tally.stop(
        new Unanswered(
            new Failure(
                ExitCode.UNREACHABLE,
                "The gateway at %s does not take messages".formatted(stream),
                why,
                "See to it with 'weir gateway status', or go straight to Kafka with --via kafka.",
                cause)));
    for (var one : waiting) tally.failed(one.number, one.bytes, one.place, why);
    waiting = new ArrayList<>();
  }

  /// Waits for no request: what has no answer by now is given up.
  @Override
  public void close() {
    client.shutdownNow();
  }

  /// What ended the input, as the gateway's word.
  static final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Failure failure;

    Unanswered(Failure failure) {
      super(failure);
      this.failure = failure;
    }

    Failure failure() {
      return failure;
    }
  }
}
