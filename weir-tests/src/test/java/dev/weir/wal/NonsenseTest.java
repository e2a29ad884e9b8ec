package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.testkit.disk.FaultyDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes with good checksums that no codec wrote, and messages that cannot be encoded.
@Timeout(60)
final class NonsenseTest {
  /// Partition and timestamp, which any bytes are, before what is put there.
  private static final int FIXED_BYTES = 12;

  private static final int RECORDS = 150;

  @TempDir private Path directory;

  /// A topic that is null, one longer than the payload, a number without end, one above all sizes.
  private static final List<String> TOPICS =
      List.of("00", "7f", "ffffffffffffffffffffffff", "ffffffffffffffff7f", "ffffffff0f");

  static List<String> topics() {
    return TOPICS;
  }

  @ParameterizedTest
  @MethodSource("topics")
  void a_payload_that_makes_no_sense_is_left_out(String topic) throws IOException {
    try (var disk = FaultyDisk.in(directory)) {
      var log = withNonsense(disk, topic);

      try (var opened = log.open()) {
        assertThat(opened.read()).isEqualTo(log.allBut(2));
        assertThat(opened.wal().corrupt()).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void a_tool_is_told_of_a_payload_that_makes_no_sense(String topic) throws IOException {
    try (var disk = FaultyDisk.in(directory)) {
      withNonsense(disk, topic);
      var items = new ArrayList<WalFiles.Item>();

      var damages = WalFiles.open(disk.path("wal")).read(items::add);

      assertThat(damages).hasSize(1);
      assertThat(items).hasSize(RECORDS - 1);
    }
  }

  private static StoredLog withNonsense(FaultyDisk disk, String topic) throws IOException {
    var log = new StoredLog(disk.path("wal"), RECORDS, 400);
    var name = log.names().getFirst();
    log.restore();
    log.write(name, nonsense(log.bytes(name), HexFormat.of().parseHex(topic)));
    return log;
  }

  /// Puts this into the third record, and makes its checksums right.
  private static byte[] nonsense(byte[] file, byte[] topic) {
    var place = List.copyOf(Rot.records(file).keySet()).get(2);
    var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    var header = Objects.requireNonNull(FileHeader.get(bytes));
    var start = place - 1 - FIXED_BYTES - Frame.HEADER_BYTES;
    var length = Frame.length(bytes, start);
    var type = Frame.type(bytes, start);
    bytes.put(start + Frame.HEADER_BYTES + FIXED_BYTES, topic);
    bytes.position(start + length);
    Frame.complete(bytes, start, type, Frame.sequence(bytes, start), new CRC32C());
    Frame.mark(bytes, start, header.mask());
    return file;
  }

  @Test
  void a_message_that_cannot_be_encoded_leaves_no_trace() throws IOException {
    var log = TestLog.in(directory);
    log.store(2, 100);
    var header = new Header("name", new byte[] {1});
    var message = new Message("rides", 0, 0, null, null, new FailingAt(header, 2));

    assertThatThrownBy(() -> log.wal.append(message, null, new Told(Sample.sized(99, 1), 0)))
        .isInstanceOf(IllegalStateException.class);

    log.store(2, 100);
    log.powerCut();
    log.open();
    assertThat(log.read()).hasSize(4);
    assertThat(log.wal.waiting()).isEqualTo(4);
  }

  /// A list whose only element can be got some times.
  private static final class FailingAt extends AbstractList<Header> {
    private final Header header;
    private int left;

    FailingAt(Header header, int times) {
      this.header = header;
      this.left = times;
    }

    @Override
    public Header get(int index) {
      if (left-- == 0) throw new IllegalStateException("a message of a strange kind");
      return header;
    }

    @Override
    public int size() {
      return 1;
    }
  }

  @Test
  void a_dead_letter_of_a_kind_that_only_a_later_weir_knows_keeps_its_words() {
    var codec = new MessageCodec();
    var bytes = ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN);
    var reason = new Problem(Problem.Code.UNKNOWN_TOPIC, "what", "why", "remedy");
    codec.put(bytes, Message.of("rides", null, null), reason, 7);
    bytes.put(1, (byte) 'X');

    var entry = codec.get(bytes.flip(), 1, Frame.DEAD_LETTER);

    assertThat(Objects.requireNonNull(entry.reason()).text()).contains("what", "why", "remedy");
  }

  @Test
  void a_quota_is_a_full_disk() {
    for (var words : List.of("Disk quota exceeded", "No space left on device")) {
      assertThat(NoRoomException.orSame(new IOException(words)))
          .isInstanceOf(NoRoomException.class)
          .hasMessage(words);
    }
    var other = new IOException("Input/output error");
    assertThat(NoRoomException.orSame(other)).isSameAs(other);
  }
}
