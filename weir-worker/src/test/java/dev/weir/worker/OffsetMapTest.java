package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OffsetMapTest {
  private static final int CHARACTERS = 4_096;
  private static final long COMMITTED = 5_000_000_000L;

  @Test
  void a_run_is_told_in_a_few_characters() {
    var settled = new BitSet();
    settled.set(1, 100_000);

    var text = text(settled, CHARACTERS);

    assertThat(text).startsWith("weir1.").hasSizeLessThan(30);
    assertThat(read(text)).isEqualTo(settled);
  }

  @Test
  void the_first_version_of_the_format_is_read_for_ever() {
    var settled = new BitSet();
    settled.set(1, 4);
    settled.set(6);

    assertThat(text(settled, CHARACTERS)).isEqualTo("weir1.vEPeYAABAwIB");
    assertThat(read("weir1.vEPeYAABAwIB")).isEqualTo(settled);
  }

  @Test
  void every_second_one_of_100_000_fits() {
    var settled = new BitSet();
    for (var i = 1; i < 100_000; i += 2) settled.set(i);

    var text = text(settled, CHARACTERS);

    assertThat(text).hasSizeLessThan(CHARACTERS);
    assertThat(read(text)).isEqualTo(settled);
  }

  @Test
  void what_cannot_fit_says_as_much_as_does() {
    for (var share : List.of(0.5, 0.1, 0.9, 0.01)) {
      var settled = random(100_000, share);

      var text = text(settled, CHARACTERS);

      assertThat(text).hasSizeLessThanOrEqualTo(CHARACTERS).matches("[A-Za-z0-9_.-]+");
      var said = read(text);
      assertThat(said).as("share %s", share).isEqualTo(settled.get(0, said.length()));
      // 3,061 bytes have that many bits, and what is not even takes fewer of them.
      assertThat(said.length()).isGreaterThan(24_300);
      assertThat(text).hasSizeGreaterThan(said.equals(settled) ? 0 : CHARACTERS * 9 / 10);
    }
  }

  @Test
  void any_limit_is_kept() {
    var settled = random(3_000, 0.4);

    for (var max = 0; max < 700; max += 7) {
      var text = text(settled, max);

      assertThat(text).hasSizeLessThanOrEqualTo(max);
      var said = read(text);
      assertThat(said).isEqualTo(settled.get(0, said.length()));
    }
  }

  @Test
  void offsets_far_apart_are_told_as_well() {
    var writer = new OffsetMapWriter(COMMITTED);
    writer.settled(COMMITTED + (1L << 40), COMMITTED + (1L << 41));

    var map = OffsetMap.read(COMMITTED, writer.text(CHARACTERS));

    assertThat(map).isNotNull();
    assertThat(Objects.requireNonNull(map).settled(COMMITTED + (1L << 40) - 1)).isFalse();
    assertThat(map.settled(COMMITTED + (1L << 40))).isTrue();
    assertThat(map.settled(COMMITTED + (1L << 41) - 1)).isTrue();
    assertThat(map.settled(COMMITTED + (1L << 41))).isFalse();
  }

  @Test
  void what_others_write_is_not_understood() {
    var ours = text(random(100, 0.5), CHARACTERS);
    for (var text :
        List.of(
            "hello",
            "weir",
            "weir1.",
            "weir1.AAAA",
            "weir1.????",
            "weir2" + ours.substring(5),
            ours.substring(0, ours.length() - 3),
            "bAAEYWJj",
            "weir1." + "A".repeat(100_000),
            "\0\uD800")) {
      assertThat(OffsetMap.read(COMMITTED, text)).as(text).isNull();
      assertThat(Offsets.from(COMMITTED, text).foreign()).isTrue();
      assertThat(Offsets.from(COMMITTED, text).add(COMMITTED)).isNotNegative();
    }
  }

  @Test
  void a_map_counts_for_its_own_commit_alone() {
    var text = text(random(100, 0.5), CHARACTERS);

    assertThat(OffsetMap.read(COMMITTED, text)).isNotNull();
    assertThat(OffsetMap.read(COMMITTED + 1, text)).isNull();
    assertThat(OffsetMap.read(-1, text)).isNull();
  }

  @Test
  void what_a_later_version_adds_behind_a_dot_is_not_read() {
    var settled = random(100, 0.5);

    assertThat(read(text(settled, CHARACTERS) + ".attempts=?;more")).isEqualTo(settled);
  }

  @Test
  void what_is_deflated_cannot_be_long() {
    var zeros = Deflated.deflate(new byte[1 << 22], 1 << 22);
    var bytes = new byte[OffsetMap.HEAD_BYTES + zeros.length];
    bytes[OffsetMap.CHECKSUM_BYTES] = 3;
    System.arraycopy(zeros, 0, bytes, OffsetMap.HEAD_BYTES, zeros.length);
    java.nio.ByteBuffer.wrap(bytes).putInt(OffsetMap.checksum(COMMITTED, bytes));
    var text = new String(Base64.getUrlEncoder().encode(bytes), StandardCharsets.ISO_8859_1);

    assertThat(OffsetMap.read(COMMITTED, "weir1." + text)).isNull();
  }

  /// Far more than it takes, so that only a search gone wild fails here.
  @Test
  void the_worst_map_is_written_in_a_moment() {
    var settled = random(200_000, 0.5);

    var began = System.nanoTime();
    for (var i = 0; i < 10; i++) text(settled, CHARACTERS);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
  }

  private static String text(BitSet settled, int charactersMax) {
    var writer = new OffsetMapWriter(COMMITTED);
    for (var from = settled.nextSetBit(0); from >= 0; ) {
      var to = settled.nextClearBit(from);
      writer.settled(COMMITTED + from, COMMITTED + to);
      from = settled.nextSetBit(to);
    }
    return writer.text(charactersMax);
  }

  private static BitSet read(String text) {
    var map = Objects.requireNonNull(OffsetMap.read(COMMITTED, text));
    var settled = new BitSet();
    for (var i = 0; i < 300_000; i++) settled.set(i, map.settled(COMMITTED + i));
    return settled;
  }

  private static BitSet random(int offsets, double share) {
    var random = new SplittableRandom(7);
    var settled = new BitSet();
    for (var i = 1; i < offsets; i++) settled.set(i, random.nextDouble() < share);
    return settled;
  }
}
