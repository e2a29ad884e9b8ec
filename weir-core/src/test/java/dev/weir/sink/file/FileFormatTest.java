package dev.weir.sink.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Outcome.Lost;
import dev.weir.Problem.Code;
import dev.weir.config.FileConfig;
import dev.weir.config.FileConfig.Compression;
import dev.weir.config.FileConfig.Format;
import dev.weir.sink.file.Frames.Damage;
import dev.weir.sink.file.Frames.End;
import dev.weir.sink.file.Frames.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What stands in a file, byte by byte, and how it is read again.
@Timeout(30)
final class FileFormatTest {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();
  private static final byte[] BINARY = {1, 2, 3};

  @TempDir private Path folder;

  @Test
  void messages_are_the_frames_of_kahegos_socket() throws IOException {
    write(Format.FRAMES, Message.of("abc", "abc".getBytes(UTF_8), BINARY));
    write(Format.FRAMES, Message.of("abc", null, BINARY));
    write(Format.FRAMES, Message.of("abc", null, new byte[0]));
    write(Format.FRAMES, Message.of("requests", "u1".getBytes(UTF_8), "hi".getBytes(UTF_8)));

    assertThat(hex("abc")).isEqualTo("0B 00 00 00 03 61 62 63 03 61 62 63 01 02 03");
    assertThat(hex("abc+1")).isEqualTo("08 00 00 00 03 61 62 63 00 01 02 03");
    assertThat(hex("abc+2")).isEqualTo("05 00 00 00 03 61 62 63 00");
    assertThat(hex("requests")).isEqualTo("0E 00 00 00 08 72 65 71 75 65 73 74 73 02 75 31 68 69");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "0B 00 00 00 03 61 62 63 03 61 62 63 01 02 03, abc, abc, 01 02 03",
        "08 00 00 00 03 61 62 63 00 01 02 03, abc, -, 01 02 03",
        "05 00 00 00 03 61 62 63 00, abc, -, ''",
        "0E 00 00 00 08 72 65 71 75 65 73 74 73 02 75 31 68 69, requests, u1, 68 69",
        "07 00 00 00 00 00 68 65 6C 6C 6F, default, -, 68 65 6C 6C 6F",
      })
  void frames_are_read_as_the_socket_reads_them(
      String bytes, String topic, String key, String value) throws IOException {
    var file = Files.write(folder.resolve("f"), HEX.parseHex(bytes));

    try (var frames = Frames.open(file, 0)) {
      var found = (Found) frames.next();

      assertThat(found.message().topic()).isEqualTo(topic);
      assertThat(found.message().key()).isEqualTo(key == null ? null : key.getBytes(UTF_8));
      assertThat(HEX.formatHex(found.message().value())).isEqualTo(value);
      assertThat(frames.next()).isEqualTo(new End(found.end()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "00 00 00 00, false",
    "04 00 00 00 03 61 62 63, false",
    "06 00 00 00 03 61 62 63 09 5A, false",
    "03 00 00 00 09 61 62, false",
    "FF FF FF FF 00, false",
    "08 00 00 00 03 61 62, true",
    "08 00, true",
    "FF FF FF 0F 00, true",
  })
  void damage_is_told_with_its_place(String bytes, boolean cutOff) throws IOException {
    var file = Files.write(folder.resolve("f"), HEX.parseHex("02 00 00 00 00 00 " + bytes));

    try (var frames = Frames.open(file, 0)) {
      frames.next();

      var damage = (Damage) frames.next();
      assertThat(damage.offset()).isEqualTo(6);
      assertThat(damage.cutOff()).isEqualTo(cutOff);
    }
  }

  @Test
  void reading_goes_on_where_it_was_left() throws IOException {
    var file =
        Files.write(folder.resolve("f"), HEX.parseHex("02 00 00 00 00 00 03 00 00 00 00 00 61"));

    try (var frames = Frames.open(file, 6)) {
      assertThat(((Found) frames.next()).message().value()).isEqualTo(new byte[] {'a'});
    }
  }

  @Test
  void a_key_that_does_not_fit_into_a_frame_is_refused_for_good() throws IOException {
    var problem = refused(Message.of("t", new byte[256], BINARY));

    assertThat(problem).isEqualTo(Code.INVALID_MESSAGE);
    assertThat(FileLane.names(folder)).isEmpty();
  }

  @Test
  void the_longest_key_fits() throws IOException {
    write(Format.FRAMES, Message.of("t", new byte[255], BINARY));

    try (var frames = Frames.open(folder.resolve("t"), 0)) {
      assertThat(((Found) frames.next()).message().key()).hasSize(255);
    }
  }

  @Test
  void a_line_of_json_has_all_that_a_message_has() throws IOException {
    var headers = List.of(new Header("h\"", "ä\n".getBytes(UTF_8)), new Header("n", null));
    write(
        Format.JSON_LINES,
        new Message("t", 2, 1234, "k\\".getBytes(UTF_8), new byte[] {(byte) 0xff}, headers),
        Message.of("t", null, null));

    assertThat(folder.resolve("t"))
        .hasContent(
            """
            {"topic":"t","partition":2,"timestamp":1234,"time":"2023-11-14T22:13:20Z",\
            "key":"k\\\\","value":{"base64":"/w=="},\
            "headers":[{"key":"h\\"","value":"ä\\u000a"},{"key":"n","value":null}]}
            {"topic":"t","time":"2023-11-14T22:13:20Z","key":null,"value":null,"headers":[]}
            """);
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void every_batch_can_be_read_while_the_next_is_written(Compression compression)
      throws IOException {
    var name = "t.log" + Packing.ending(compression);
    try (var lane = FileLane.open(config(Format.FRAMES, "{bucket}.log", compression), 2)) {
      lane.send("t", "a", "b", "c");

      assertThat(FileLane.values(folder.resolve(name))).containsExactly("a", "b");
    }

    assertThat(FileLane.values(folder.resolve(name))).containsExactly("a", "b", "c");
  }

  @Test
  void other_programs_unpack_what_is_packed() throws Exception {
    try (var lane = FileLane.open(config(Format.FRAMES, "{bucket}.log.gz", Compression.GZIP), 1)) {
      lane.send("t", "a", "b");
    }

    var unpacked = new ProcessBuilder("gzip", "-dc", folder.resolve("t.log.gz").toString()).start();

    assertThat(unpacked.getInputStream().readAllBytes())
        .isEqualTo(HEX.parseHex("04 00 00 00 01 74 00 61 04 00 00 00 01 74 00 62"));
    assertThat(unpacked.waitFor()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"GZIP", "ZSTD"})
  void damage_in_what_is_packed_is_told(Compression compression) throws IOException {
    var file = folder.resolve("t" + Packing.ending(compression));
    try (var lane = FileLane.open(config(Format.FRAMES, "{bucket}", compression), 1)) {
      lane.send("t", "a", "b");
    }
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2 + 1] ^= 1; // the head of the second piece
    Files.write(file, bytes);

    assertThat(FileLane.values(file)).containsExactly("a", "damage");
  }

  private void write(Format format, Message... messages) {
    try (var lane = FileLane.open(config(format, "{bucket}", Compression.NONE))) {
      for (var message : messages) lane.send(message);
    }
  }

  private Code refused(Message message) {
    try (var lane = FileLane.open(config(Format.FRAMES, "{bucket}", Compression.NONE))) {
      lane.send(message);
      return ((Lost) lane.outcomes.getFirst()).problem().code();
    }
  }

  private FileConfig config(Format format, String name, Compression compression) {
    return new FileConfig(folder, name, 1 << 20, 100, format, compression);
  }

  private String hex(String name) throws IOException {
    return HEX.formatHex(Files.readAllBytes(folder.resolve(name)));
  }
}
