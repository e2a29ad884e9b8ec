package dev.weir.cli.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Calls of `KafkaAmbassador/Produce`, each a stream of its own with some messages, which is over
/// when all are acknowledged.
///
/// Java's own client cannot read the answers of a stream that it still writes, so a stream has all
/// its messages at once. Each client has a connection of its own.
record GrpcRequests(Target target, List<Request> all, int each) implements Requests {
  private static final int PREFIX_BYTES = 5;
  private static final int TOPIC = (1 << 3) | 2;
  private static final int MESSAGE = (2 << 3) | 2;
  private static final int STREAM_OFFSET = 3 << 3;

  static GrpcRequests of(HttpRequests.Shape shape, List<byte[]> messages) {
    var requests = new ArrayList<Request>();
    for (var chosen : HttpRequests.grouped(messages, shape.each())) {
      var bytes = new ByteArrayOutputStream();
      for (var i = 0; i < chosen.size(); i++) {
        var one = message(shape.topic(), chosen.get(i), i + 1);
        bytes.writeBytes(ByteBuffer.allocate(PREFIX_BYTES).putInt(1, one.length).array());
        bytes.writeBytes(one);
      }
      requests.add(new Request(bytes.toByteArray(), HttpRequests.payload(chosen)));
    }
    return new GrpcRequests(shape.target(), List.copyOf(requests), shape.each());
  }

  /// A `ProdRq`.
  private static byte[] message(String topic, byte[] value, int offset) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(TOPIC);
    varint(bytes, topic.length());
    bytes.writeBytes(topic.getBytes(StandardCharsets.US_ASCII));
    bytes.write(MESSAGE);
    varint(bytes, value.length);
    bytes.writeBytes(value);
    bytes.write(STREAM_OFFSET);
    varint(bytes, offset);
    return bytes.toByteArray();
  }

  private static void varint(ByteArrayOutputStream to, int value) {
    var rest = value;
    for (; (rest & ~0x7F) != 0; rest >>>= 7) to.write((rest & 0x7F) | 0x80);
    to.write(rest);
  }

  @Override
  public Connection connect(Duration patience) throws IOException {
    var builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).connectTimeout(patience);
    if (target.tls() != null) builder.sslContext(target.tls());
    var client = builder.build();
    var call = new Call(client, URI.create(target + "/KafkaAmbassador/Produce"), patience, this);
    // The first request asks for HTTP/2; so it may have no body that a server would have to keep.
    var asked = HttpRequest.newBuilder(call.uri).timeout(patience).build();
    if (sent(client, asked).version == HttpClient.Version.HTTP_2) return call;
    call.close();
    throw new IOException("no HTTP/2 at " + target);
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Arrived(HttpClient.Version version, int status, String said, byte[] body) {}

  private static Arrived sent(HttpClient client, HttpRequest request) throws IOException {
    try {
      var answer = client.send(request, BodyHandlers.ofByteArray());
      var status = answer.headers().firstValue("grpc-status").orElse("");
      var text = answer.headers().firstValue("grpc-message").orElse("");
      var said = (status + " " + text).strip();
      return new Arrived(answer.version(), answer.statusCode(), said, answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private record Call(HttpClient client, URI uri, Duration patience, GrpcRequests all)
      implements Connection {
    @Override
    public Answer ask(Request request) throws IOException {
      var asked =
          HttpRequest.newBuilder(uri)
              .timeout(patience)
              .header("content-type", "application/grpc")
              .header("te", "trailers")
              .POST(BodyPublishers.ofByteArray(request.bytes()));
      var key = all.target.key();
      if (key != null) asked.header("authorization", "Bearer " + key);
      var arrived = sent(client, asked.build());
      var acknowledged = count(arrived.body);
      var problem =
          arrived.status != 200
              ? "HTTP " + arrived.status
              : acknowledged < all.each ? "gRPC: not all acknowledged" : "";
      return new Answer(problem, arrived.said, false);
    }

    private static int count(byte[] body) {
      var bytes = ByteBuffer.wrap(body);
      var count = 0;
      while (bytes.remaining() >= PREFIX_BYTES) {
        var end = bytes.position() + PREFIX_BYTES + bytes.getInt(bytes.position() + 1);
        if (end > bytes.limit()) return count;
        bytes.position(end);
        count++;
      }
      return count;
    }

    @Override
    public void close() {
      client.shutdownNow();
    }
  }
}
