package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testkit.disk.FaultyDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that are not as they were written: what is damaged is found and left out, all else is
/// read.
@Timeout(120)
final class DamagedLogTest {
  private static final int BYTES = 200;
  private static final int RECORDS = 400;

  @TempDir private Path directory;
  private FaultyDisk disk;
  private Path folder;
  private StoredLog log;

  /// On a disk that costs no time to force, since they are opened thousands of times.
  @BeforeEach
  void four_files_of_records_or_so() throws IOException {
    disk = FaultyDisk.in(directory);
    folder = disk.path("wal");
    log = new StoredLog(folder, RECORDS, BYTES);
    assertThat(log.names()).hasSizeGreaterThanOrEqualTo(4);
  }

  @AfterEach
  void close() throws IOException {
    disk.close();
  }

  /// Where the topics of the records stand in a file.
  private List<Integer> places(String name) {
    return List.copyOf(Rot.records(log.bytes(name)).keySet());
  }

  private int id(String name, int place) {
    return Math.toIntExact(Rot.records(log.bytes(name)).getOrDefault(place, -1L));
  }

  /// The last file that holds records: a next one may have been prepared.
  private String current() {
    return log.names().stream().filter(name -> !places(name).isEmpty()).reduce("", (_, b) -> b);
  }

  private String sealed() {
    return log.names().get(1);
  }

  @Test
  void every_flipped_bit_of_a_header_in_a_sealed_file_is_found() {
    flipHeaderBits(sealed());
  }

  @Test
  void every_flipped_bit_of_a_header_in_the_current_file_is_found() {
    flipHeaderBits(current());
  }

  /// From the end of the record before up to the end of the topic.
  private void flipHeaderBits(String name) {
    var place = places(name).get(1);
    var before = places(name).getFirst();
    var start = before + BYTES;
    for (var at = start; at < place + Sample.TOPIC.length() + Sample.DIGITS; at++) {
      for (var bit = 0; bit < 8; bit++)
        flip(name, at, bit, List.of(id(name, before), id(name, place)));
    }
  }

  @Test
  void a_flipped_bit_in_any_64_bytes_of_payload_in_a_sealed_file_is_found() {
    flipPayloadBits(sealed());
  }

  @Test
  void a_flipped_bit_in_any_64_bytes_of_payload_in_the_current_file_is_found() {
    flipPayloadBits(current());
  }

  private void flipPayloadBits(String name) {
    var places = places(name);
    for (var i = 0; i < places.size() - 1; i++) {
      var start = places.get(i) + 40;
      for (var at = start; at < start + BYTES - 64; at += 64) {
        flip(name, at, at / 64 % 8, List.of(id(name, places.get(i))));
      }
    }
  }

  /// One of `suspects` has the bit, and no other record suffers.
  private void flip(String name, int at, int bit, List<Integer> suspects) {
    log.restore();
    var bytes = log.bytes(name);
    bytes[at] ^= (byte) (1 << bit);
    log.write(name, bytes);

    try (var opened = log.open()) {
      var read = opened.read();

      var lost = new ArrayList<>(log.all());
      lost.removeAll(read);
      assertThat(lost).as("bit %d of byte %d of %s", bit, at, name).hasSize(1);
      assertThat(suspects).containsAll(lost);
      assertThat(read).isSorted().hasSize(RECORDS - 1);
      assertThat(opened.wal().waiting()).isEqualTo(RECORDS - 1);
      assertThat(opened.wal().corrupt()).isPositive();
    }
  }

  @Test
  void a_tail_cut_off_at_any_byte_of_the_last_three_records_costs_only_what_was_cut() {
    tearTail(bytes -> bytes);
  }

  @Test
  void a_tail_of_zeros_from_any_byte_of_the_last_three_records_costs_only_what_is_zero() {
    tearTail(bytes -> Arrays.copyOf(bytes, log.bytes(current()).length));
  }

  private interface Tail {
    byte[] of(byte[] cut);
  }

  private void tearTail(Tail tail) {
    var name = current();
    var places = places(name);
    var third = places.get(places.size() - 3);
    var end = lastByteOfData(log.bytes(name)) + 1;
    for (var size = third - 60; size < end; size++) {
      log.restore();
      log.write(name, tail.of(Arrays.copyOf(log.bytes(name), size)));

      afterTear(size, wholeRecords(places, size));
    }
  }

  private void afterTear(int size, int whole) {
    try (var opened = log.open()) {
      assertThat(opened.read())
          .as("cut at %d", size)
          .startsWith(IntStream.range(0, whole).boxed().toArray(Integer[]::new))
          .hasSizeLessThanOrEqualTo(whole + 1);
      assertThat(opened.wal().corrupt()).as("cut at %d: torn, not rotten", size).isZero();
      opened.append(RECORDS, 1, BYTES);
    }
    try (var again = log.open()) {
      assertThat(again.read()).as("cut at %d, opened twice", size).contains(RECORDS).isSorted();
    }
  }

  /// How many records end before the cut for sure.
  private int wholeRecords(List<Integer> places, int size) {
    var before =
        (int)
            log.names().stream()
                .filter(name -> !name.equals(current()))
                .mapToLong(name -> places(name).size())
                .sum();
    return before + (int) places.stream().filter(place -> place + frame(places) <= size).count();
  }

  private static int frame(List<Integer> places) {
    return places.get(1) - places.get(0);
  }

  private static int lastByteOfData(byte[] bytes) {
    var at = bytes.length - 1;
    while (at > 0 && bytes[at] == 0) at--;
    return at;
  }

  @Test
  void a_file_of_zeros_costs_its_own_records_alone() {
    for (var name : log.names()) lostAlone(name, new byte[log.bytes(name).length]);
  }

  @Test
  void an_empty_file_costs_its_own_records_alone() {
    for (var name : log.names()) lostAlone(name, new byte[0]);
  }

  @Test
  void a_file_of_noise_costs_its_own_records_alone() {
    var noise = Sample.sized(1, log.bytes(sealed()).length).message().value();
    for (var name : log.names()) lostAlone(name, noise == null ? new byte[0] : noise);
  }

  @Test
  void a_file_without_its_header_costs_its_own_records_at_most() {
    for (var name : log.names()) {
      var bytes = log.bytes(name);
      Arrays.fill(bytes, 0, Rot.HEADER, (byte) 0);
      log.restore();
      log.write(name, bytes);

      try (var opened = log.open()) {
        assertThat(opened.read()).isSorted().containsAll(recordsOutside(name));
      }
    }
  }

  private void lostAlone(String name, byte[] instead) {
    log.restore();
    log.write(name, instead);

    try (var opened = log.open()) {
      assertThat(opened.read()).as(name).isEqualTo(recordsOutside(name));
      opened.append(RECORDS, 3, BYTES);
    }
    try (var again = log.open()) {
      assertThat(again.read()).as(name).hasSize(recordsOutside(name).size() + 3).isSorted();
    }
  }

  private List<Integer> recordsOutside(String damaged) {
    return log.names().stream()
        .filter(name -> !name.equals(damaged))
        .flatMap(name -> Rot.records(log.bytes(name)).values().stream())
        .map(Math::toIntExact)
        .toList();
  }

  @Test
  void a_missing_file_costs_its_own_records_alone() throws IOException {
    for (var name : log.names()) {
      log.restore();
      Files.delete(folder.resolve(name));

      try (var opened = log.open()) {
        assertThat(opened.read()).as(name).isEqualTo(recordsOutside(name));
        opened.append(RECORDS, 3, BYTES);
      }
    }
  }

  @Test
  void a_copy_of_a_file_brings_no_record_twice() {
    for (var name : log.names()) {
      log.restore();
      log.write("%020d.wal".formatted(Long.parseLong(name.substring(0, 20)) + 1), log.bytes(name));
      log.write("99999999999999999999.wal", log.bytes(name));
      log.write("copy of " + name, log.bytes(name));

      try (var opened = log.open()) {
        assertThat(opened.read()).as(name).isEqualTo(log.all());
      }
    }
  }

  @Test
  void an_older_copy_of_a_file_brings_no_record_twice() {
    for (var name : log.names()) {
      var bytes = log.bytes(name);
      var places = places(name);
      var half = places.isEmpty() ? bytes.length : places.get(places.size() / 2);
      log.restore();
      log.write("00000000000000000000.old.wal", bytes);
      log.write("000.wal", Arrays.copyOf(bytes, half));

      try (var opened = log.open()) {
        assertThat(opened.read()).as(name).isEqualTo(log.all());
      }
    }
  }

  @Test
  void a_frame_that_stands_where_another_one_was_is_not_delivered_twice() {
    for (var name : List.of(sealed(), current())) {
      var places = places(name);
      var bytes = log.bytes(name);
      var frame = frame(places);
      var from = places.get(2) - 40;
      System.arraycopy(bytes, from, bytes, from + 3 * frame, frame);
      log.restore();
      log.write(name, bytes);

      try (var opened = log.open()) {
        assertThat(opened.read())
            .as(name)
            .isSorted()
            .doesNotHaveDuplicates()
            .contains(id(name, places.get(2)));
      }
    }
  }

  @Test
  void a_file_of_a_newer_version_is_refused_and_nothing_is_touched() throws IOException {
    var name = sealed();
    var bytes = log.bytes(name);
    var header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (var copy = 0; copy <= 2_048; copy += 2_048) {
      var checksum = new CRC32C();
      header.putInt(copy + 8, 2);
      checksum.update(bytes, copy, 40);
      header.putInt(copy + 40, (int) checksum.getValue());
    }
    log.restore();
    log.write(name, bytes);

    assertThatThrownBy(log::open)
        .isInstanceOf(WalException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("2");

    for (var other : log.names()) {
      var expected = other.equals(name) ? bytes : log.bytes(other);
      assertThat(folder.resolve(other)).hasBinaryContent(expected);
    }
  }

  @Test
  void files_with_swapped_names_bring_no_record_wrong_or_out_of_order() {
    var names = log.names();
    for (var i = 0; i < names.size() - 1; i++) {
      log.restore();
      log.write(names.get(i), log.bytes(names.get(i + 1)));
      log.write(names.get(i + 1), log.bytes(names.get(i)));

      try (var opened = log.open()) {
        assertThat(opened.read()).isSorted().doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void what_is_not_the_logs_own_is_left_alone() throws IOException {
    log.restore();
    log.write("notes.txt", new byte[] {1, 2, 3});
    log.write("00000000000000000007.wal.bak", new byte[] {4});
    Files.createDirectory(folder.resolve("00000000000000009999.wal"));

    try (var opened = log.open()) {
      assertThat(opened.read()).isEqualTo(log.all());
    }

    assertThat(folder.resolve("notes.txt")).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(folder.resolve("00000000000000000007.wal.bak")).hasBinaryContent(new byte[] {4});
    Files.delete(folder.resolve("00000000000000009999.wal"));
  }

  @Test
  void a_file_that_shrinks_while_it_is_read_costs_what_it_lost() throws IOException {
    log.restore();
    var name = sealed();
    var places = places(name);

    try (var opened = log.open()) {
      try (var file = FileChannel.open(folder.resolve(name), StandardOpenOption.WRITE)) {
        file.truncate(places.get(3));
      }
      var read = opened.read();

      assertThat(read).isSorted().containsAll(recordsOutside(name));
      assertThat(read).contains(id(name, places.get(1))).doesNotContain(id(name, places.get(4)));
      assertThat(opened.wal().waiting()).isEqualTo(read.size());
    }
  }

  @Test
  void what_was_damaged_is_kept_aside_for_a_person() throws IOException {
    log.restore();
    var name = sealed();
    var bytes = log.bytes(name);
    bytes[places(name).get(1) + 100] ^= 1;
    log.write(name, bytes);

    try (var opened = log.open()) {
      opened.read();
    }

    try (var files = Files.list(folder)) {
      var aside = files.filter(file -> file.toString().contains("quarantine")).toList();
      assertThat(aside).hasSize(1);
      var kept = Files.readAllBytes(aside.getFirst());
      assertThat(Rot.records(kept)).containsValue((long) id(name, places(name).get(1)));
    }
  }
}
