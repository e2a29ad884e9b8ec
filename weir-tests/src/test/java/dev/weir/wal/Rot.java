package dev.weir.wal;

import dev.weir.testkit.disk.FaultyDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/// What a bad disk does to a log's files, and which records it can have hit.
///
/// It looks for the records' topics in the bytes, so that it need not trust the code that it tests.
final class Rot {
  /// A file's first bytes are about all of it.
  static final int HEADER = 4096;

  /// More than what a frame holds before its topic.
  private static final int BEFORE_TOPIC = 128;

  private final FaultyDisk disk;
  private final Path folder;

  Rot(FaultyDisk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /// The segments, the oldest first.
  static List<Path> segments(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".wal")).sorted().toList();
    }
  }

  /// Flips a bit, zeroes a range or cuts a file off, from `from` on; answers whose records it hit.
  List<Long> strike(Random random, int from) throws IOException {
    var files = segments(folder);
    if (files.isEmpty()) return List.of();
    var file = files.get(random.nextInt(files.size()));
    var bytes = Files.readAllBytes(file);
    if (bytes.length <= from) return List.of();
    var start = from + random.nextInt(bytes.length - from);
    var length = 1 + random.nextInt(Math.min(bytes.length - start, 600));
    var end =
        switch (random.nextInt(5)) {
          case 0 -> zeroed(file, start, length);
          case 1 -> cutOff(file, start, bytes.length);
          default -> flipped(file, start);
        };
    return hit(bytes, start, end);
  }

  private int zeroed(Path file, int start, int length) throws IOException {
    disk.zero(file, start, length);
    return start + length;
  }

  private int cutOff(Path file, int start, int end) throws IOException {
    disk.cutOff(file, start);
    return end;
  }

  private int flipped(Path file, int start) throws IOException {
    disk.flipBit(file, start);
    return start + 1;
  }

  private static List<Long> hit(byte[] bytes, int start, int end) {
    var all = records(bytes);
    if (start < HEADER) return List.copyOf(all.values());
    var ids = new ArrayList<Long>();
    for (var place : all.keySet()) {
      var next = all.higherKey(place);
      var behind = next == null ? bytes.length : next;
      if (place - BEFORE_TOPIC < end && behind > start) ids.add(all.get(place));
    }
    return ids;
  }

  /// The numbers of the records by where their topics stand.
  static NavigableMap<Integer, Long> records(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    var found = new TreeMap<Integer, Long>();
    for (var at = text.indexOf(Sample.TOPIC); at >= 0; at = text.indexOf(Sample.TOPIC, at + 1)) {
      var digits = at + Sample.TOPIC.length();
      if (digits + Sample.DIGITS > text.length()) break;
      var number = text.substring(digits, digits + Sample.DIGITS);
      if (number.chars().allMatch(c -> c >= '0' && c <= '9')) found.put(at, Long.valueOf(number));
    }
    return found;
  }
}
