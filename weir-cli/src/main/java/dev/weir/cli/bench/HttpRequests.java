package dev.weir.cli.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Requests of one protocol, ready to be written, and what their answers say.
///
/// @param all to be sent in turn
/// @param each messages in one
record HttpRequests(Protocol protocol, List<Request> all, int each) {
  private static final int BYTES_MAX = 64 << 20;
  private static final Pattern FAILED = Pattern.compile("\"error_code\":\\s*\\d");

  /// @param bytes with its head
  /// @param payload the size of its messages alone
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Request(byte[] bytes, long payload) {}

  /// What they are made of.
  ///
  /// @param acks the level to ask for, or nothing for that of the gateway
  record Shape(Target target, String topic, int each, String acks) {}

  static HttpRequests of(Protocol protocol, Shape shape, List<byte[]> messages) {
    var requests = new ArrayList<Request>();
    var bytes = 0L;
    for (var i = 0; i < messages.size() && bytes < BYTES_MAX; i++) {
      var chosen = new ArrayList<byte[]>();
      for (var j = 0; j < shape.each; j++) {
        chosen.add(messages.get((i * shape.each + j) % messages.size()));
      }
      var request = request(protocol, shape, chosen);
      requests.add(request);
      bytes += request.bytes.length;
    }
    return new HttpRequests(protocol, List.copyOf(requests), shape.each);
  }

  private static Request request(Protocol protocol, Shape shape, List<byte[]> messages) {
    var payload = messages.stream().mapToLong(one -> one.length).sum();
    var topic = shape.topic;
    var bytes =
        switch (protocol) {
          case PUSH -> post(shape, "/push", "application/json", push(shape, messages));
          case TOPICS -> {
            var query = shape.acks.isEmpty() ? "" : "?acks=" + shape.acks;
            var path = "/topics/" + topic + "/messages" + query;
            yield post(shape, path, "text/plain", messages.getFirst());
          }
          case REST -> {
            var type = "application/vnd.kafka.binary.v2+json";
            yield post(shape, "/topics/" + topic, type, rest(messages));
          }
          case UNIX -> throw new IllegalArgumentException(protocol + " is not HTTP");
        };
    return new Request(bytes, payload);
  }

  private static byte[] post(Shape shape, String path, String type, byte[] body) {
    var head =
        "POST %s%s HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(shape.target.path(), path, shape.target.authority(), type, body.length);
    var request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static byte[] push(Shape shape, List<byte[]> messages) {
    return json(json -> {
      json.writeArrayFieldStart("records");
      for (var message : messages) {
        json.writeStartObject();
        json.writeStringField("topic", shape.topic);
        var text = text(message);
        if (text == null) json.writeBinaryField("data_base64", message);
        else json.writeStringField("data", text);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeBooleanField("wait_for_send", shape.acks.equals("kafka"));
    });
  }

  /// Null where it is none.
  private static @org.jspecify.annotations.Nullable String text(byte[] message) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static byte[] rest(List<byte[]> messages) {
    return json(json -> {
      json.writeArrayFieldStart("records");
      for (var message : messages) {
        json.writeStartObject();
        json.writeBinaryField("value", message);
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  /// What is written into an object.
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] json(Fields fields) {
    var bytes = new ByteArrayOutputStream();
    try (var json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// Why not all messages of a request were taken; empty where they were.
  String problem(HttpAnswer answer) {
    if (answer.status() != 200) return "HTTP " + answer.status();
    return switch (protocol) {
      case PUSH -> answer.body().contains("\"status\":\"ok\"") ? "" : "refused in a 200";
      case REST -> FAILED.matcher(answer.body()).find() ? "refused in a 200" : "";
      default -> "";
    };
  }
}
