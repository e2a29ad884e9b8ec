package dev.weir.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.weir.delivery.Budget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class UnpackedTest {
  private static final int MAX = 1 << 20;

  private final Budget budget = new Budget(2 * MAX);

  @Test
  void what_was_compressed_comes_back_whatever_its_size() throws IOException {
    var random = new Random(7);
    for (var size : new int[] {0, 1, 511, 4_096, 100_000, MAX}) {
      var bytes = new byte[size];
      if (size % 2 == 1) random.nextBytes(bytes);

      assertThat(Unpacked.of(Packing.GZIP, zipped(bytes), MAX, budget))
          .isInstanceOfSatisfying(
              Unpacked.Plain.class, plain -> assertThat(plain.bytes()).isEqualTo(bytes));
    }
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void one_byte_more_than_may_be_is_too_large() throws IOException {
    assertThat(Unpacked.of(Packing.GZIP, zipped(new byte[MAX + 1]), MAX, budget))
        .isInstanceOf(Unpacked.TooLarge.class);
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  @Tag("S9")
  void a_bomb_is_not_unfolded_to_its_end() throws IOException {
    var zeros = zipped(new byte[8 * MAX]);

    assertThat(Unpacked.of(Packing.GZIP, zeros, 16 * MAX, new Budget(64L * MAX)))
        .isInstanceOf(Unpacked.Bomb.class);
    assertThat(
            Unpacked.of(
                Packing.ZSTD, Zstd.compress(new byte[8 * MAX]), 16 * MAX, new Budget(64L * MAX)))
        .isInstanceOf(Unpacked.Bomb.class);
  }

  @Test
  void what_there_is_no_room_for_is_not_unfolded() throws IOException {
    var full = 2 * MAX - 100_000;
    budget.take(full);

    var unfolded = Unpacked.of(Packing.GZIP, zipped(new byte[MAX]), MAX, budget);

    assertThat(unfolded).isInstanceOf(Unpacked.NoRoom.class);
    assertThat(budget.usedBytes()).isEqualTo(full);
  }

  @Test
  void a_message_that_breaks_off_is_broken_and_costs_nothing() throws IOException {
    var zipped = zipped(new byte[MAX]);

    assertThat(Unpacked.of(Packing.GZIP, Arrays.copyOf(zipped, zipped.length - 20), MAX, budget))
        .isInstanceOf(Unpacked.Broken.class);
    assertThat(Unpacked.of(Packing.GZIP, new byte[0], MAX, budget))
        .isInstanceOf(Unpacked.Broken.class);
    assertThat(budget.usedBytes()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void nothing_is_broken_however_it_is_said_to_be_packed(Packing packing) {
    assertThat(Unpacked.of(packing, new byte[0], MAX, budget)).isInstanceOf(Unpacked.Broken.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 4_096, 100_000, MAX})
  void zstd_comes_back_whatever_its_size_also_in_two_frames(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    var packed = Zstd.compress(bytes);
    var twice = Arrays.copyOf(packed, 2 * packed.length);
    System.arraycopy(packed, 0, twice, packed.length, packed.length);

    var once = Unpacked.of(Packing.ZSTD, packed, MAX, new Budget(3 * MAX));
    var both = Unpacked.of(Packing.ZSTD, twice, 2 * MAX, new Budget(6 * MAX));

    assertThat(((Unpacked.Plain) once).bytes()).isEqualTo(bytes);
    assertThat(((Unpacked.Plain) both).bytes()).hasSize(2 * size).startsWith(bytes);
  }

  /// The sixth byte is the window: 2 to the power of 10 and its upper five bits.
  @Test
  void a_zstd_frame_that_looks_back_too_far_is_refused() {
    var near = HexFormat.of().parseHex("28b52ffd0068090000" + "78");
    var far = HexFormat.of().parseHex("28b52ffd0070090000" + "78");

    assertThat(Unpacked.of(Packing.ZSTD, near, MAX, budget)).isInstanceOf(Unpacked.Plain.class);
    assertThat(Unpacked.of(Packing.ZSTD, far, MAX, budget)).isInstanceOf(Unpacked.Broken.class);
    assertThat(budget.usedBytes()).isZero();
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    var zipped = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(zipped)) {
      zip.write(bytes);
    }
    return zipped.toByteArray();
  }
}
