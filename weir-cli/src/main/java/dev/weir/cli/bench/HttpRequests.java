package dev.weir.cli.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Requests of the protocols over HTTP/1.1, with their heads, and what their answers say.
record HttpRequests(Protocol protocol, Target target, List<Request> all, int each)
    implements Requests {
  private static final int BYTES_MAX = 64 << 20;
  private static final Pattern FAILED = Pattern.compile("\"error_code\":\\s*\\d");

  /// What they are made of.
  ///
  /// @param acks the level to ask for, or nothing for that of the gateway
  record Shape(Target target, String topic, int each, String acks) {}

  static HttpRequests of(Protocol protocol, Shape shape, List<byte[]> messages) {
    var requests = new ArrayList<Request>();
    for (var chosen : grouped(messages, shape.each)) {
      requests.add(request(protocol, shape, chosen));
    }
    return new HttpRequests(protocol, shape.target, List.copyOf(requests), shape.each);
  }

  /// So many in each; as many groups as there are messages, unless that is too much to keep.
  static List<List<byte[]>> grouped(List<byte[]> messages, int each) {
    var groups = new ArrayList<List<byte[]>>();
    var bytes = 0L;
    for (var i = 0; i < messages.size() && bytes < BYTES_MAX; i++) {
      var group = new ArrayList<byte[]>();
      for (var j = 0; j < each; j++) group.add(messages.get((i * each + j) % messages.size()));
      groups.add(group);
      bytes += payload(group);
    }
    return groups;
  }

  static long payload(List<byte[]> messages) {
    return messages.stream().mapToLong(one -> one.length).sum();
  }

  private static Request request(Protocol protocol, Shape shape, List<byte[]> messages) {
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
          case GRPC, UNIX -> throw new IllegalArgumentException(protocol + " is not HTTP");
        };
    return new Request(bytes, payload(messages));
  }

  private static byte[] post(Shape shape, String path, String type, byte[] body) {
    var key = shape.target.key();
    var head =
        "POST %s%s HTTP/1.1\r\nHost: %s\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(
                shape.target.path(),
                path,
                shape.target.authority(),
                key == null ? "" : "Authorization: Bearer " + key + "\r\n",
                type,
                body.length);
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
  private static @Nullable String text(byte[] message) {
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

  @Override
  public Connection connect(Duration patience) throws IOException {
    return HttpConnection.to(target, patience, this::problem);
  }

  /// Why not all messages of a request were taken; empty where they were.
  private String problem(HttpAnswer answer) {
    if (answer.status() != 200) return "HTTP " + answer.status();
    return switch (protocol) {
      case PUSH -> answer.body().contains("\"status\":\"ok\"") ? "" : "refused in a 200";
      case REST -> FAILED.matcher(answer.body()).find() ? "refused in a 200" : "";
      default -> "";
    };
  }
}
