package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.weir.testkit.WeirExtension;
import dev.weir.tests.RawHttp.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies with a `Content-Encoding`, on every way in over HTTP.
@Timeout(240)
class PackedBodiesTest {
  private static final String LIMIT = "1MB";
  private static final int BOMB_BYTES = 64 << 20;

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("limits.request-bytes", LIMIT).with("limits.memory", "32MB");

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "zstd", "deflate", "raw deflate", "GZIP"})
  void a_packed_body_arrives_unpacked(String packing) throws IOException {
    var topic = "packed-" + packing.replace(' ', '-');
    var value = "value ".repeat(10_000);

    var message = send("/topics/" + topic + "/messages", packing, bytes(value));
    var batch =
        send(
            "/push",
            packing,
            bytes(
                "{\"records\":[{\"topic\":\"%s\",\"data\":\"pushed\"}],\"wait_for_send\":true}"
                    .formatted(topic)));

    assertThat(message.status()).isEqualTo(200);
    assertThat(batch.status()).isEqualTo(200);
    weir.kafka().topic(topic).eventuallyContains(value, "pushed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd", "deflate"})
  @Tag("S9")
  void a_bomb_is_refused_and_leaves_nothing_behind(String packing) throws IOException {
    var answer = send("/topics/bomb/messages", packing, new byte[BOMB_BYTES]);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).containsAnyOf("limits.request-bytes", "100 times");
    Await.until(
        "nothing is left",
        () -> weir.get("/metrics").body().matches("(?s).*weir_memory_used_bytes 0(\\.0)?\\n.*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd", "deflate"})
  void what_is_broken_is_told_with_its_reason(String packing) throws IOException {
    var whole = pack(packing, bytes("a value that is packed"));
    var cut = sendPacked("/topics/cut/messages", packing, Arrays.copyOf(whole, whole.length - 6));
    var none = sendPacked("/topics/cut/messages", packing, bytes("not packed at all"));
    var empty = sendPacked("/topics/cut/messages", packing, new byte[0]);

    assertThat(new Answer[] {cut, none, empty})
        .allSatisfy(answer -> {
          assertThat(answer.status()).isEqualTo(400);
          assertThat(answer.body()).contains("cannot be unpacked").contains(packing);
        });
  }

  @Test
  void a_transfer_coding_other_than_chunked_is_refused_and_ends_the_connection()
      throws IOException {
    for (var coding : new String[] {"gzip, chunked", "gzip", "chunked, chunked", "identity"}) {
      try (var http = new RawHttp(weir.port("http"))) {
        var answer =
            http.write(
                    "POST /push HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: %s\r\n\r\n0\r\n\r\n"
                        .formatted(coding))
                .answer();

        // Where there is no chunked at all, the decoder before us says 400.
        assertThat(answer.status()).as(coding).isIn(400, 501);
        assertThat(http.ended()).isTrue();
      }
    }
  }

  private static Answer send(String path, String packing, byte[] body) throws IOException {
    return sendPacked(path, packing, pack(packing, body));
  }

  private static Answer sendPacked(String path, String packing, byte[] packed) throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      return http.write(
              "POST %s HTTP/1.1\r\nHost: w\r\nContent-Type: application/json\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n"
                  .formatted(path, packing.replace("raw ", ""), packed.length))
          .write(packed)
          .answer();
    }
  }

  private static byte[] pack(String packing, byte[] plain) throws IOException {
    if (packing.equals("zstd")) return Zstd.compress(plain);
    var packed = new ByteArrayOutputStream();
    try (var out = packer(packing, packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static OutputStream packer(String packing, OutputStream packed) throws IOException {
    return switch (packing) {
      case "deflate" -> new DeflaterOutputStream(packed);
      case "raw deflate" ->
          new DeflaterOutputStream(packed, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
      default -> new GZIPOutputStream(packed);
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
