package dev.weir.wal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sequences that nobody acknowledged yet, which of them somebody has claimed, and which
/// acknowledgements are not in the log yet: three bits for each.
///
/// Any thread. Its monitor is held for short looks at memory alone.
final class Waiting {
  private static final int SHIFT = 12;
  private static final int WORDS = 1 << (SHIFT - 6);

  /// 4,096 sequences in a row.
  private static final class Chunk {
    final long id;
    final long[] waiting = new long[WORDS];
    final long[] claimed = new long[WORDS];
    long @Nullable [] acked;
    int count;

    Chunk(long id) {
      this.id = id;
    }
  }

  /// Ascending by id; without those that hold nothing any more.
  private Chunk[] chunks = new Chunk[8];

  private int used;
  private long count;
  private List<Chunk> withAcks = new ArrayList<>();
  private boolean emptied;

  /// Hot. A new record, claimed.
  synchronized void add(long sequence) {
    var chunk = lastOrNew(sequence >> SHIFT);
    var bit = 1L << sequence;
    chunk.waiting[word(sequence)] |= bit;
    chunk.claimed[word(sequence)] |= bit;
    chunk.count++;
    count++;
  }

  /// Records that were found on the disk, unclaimed. Whatever is not behind all others is known.
  synchronized void addRange(long first, long last) {
    for (var at = Math.max(first, end()); at <= last; at = nextWord(at)) {
      var chunk = lastOrNew(at >> SHIFT);
      var bits = mask(at, last) & ~chunk.waiting[word(at)];
      chunk.waiting[word(at)] |= bits;
      chunk.count += Long.bitCount(bits);
      count += Long.bitCount(bits);
    }
  }

  void addAll(Ranges ranges) {
    for (var i = 0; i < ranges.size(); i++) addRange(ranges.first(i), ranges.last(i));
  }

  void forgetAll(Ranges ranges) {
    for (var i = 0; i < ranges.size(); i++) forget(ranges.first(i), ranges.last(i));
  }

  private long end() {
    return used == 0 ? 0 : chunks[used - 1].id << SHIFT;
  }

  private static long nextWord(long sequence) {
    return (sequence | 63) + 1;
  }

  /// The bits of the word of `first`, from there to `last`.
  private static long mask(long first, long last) {
    return (-1L << first) & (last >= (first | 63) ? -1L : -1L >>> (63 - last));
  }

  /// Hot. Returns whether it had been waiting.
  synchronized boolean ack(long sequence) {
    var chunk = find(sequence >> SHIFT);
    if (chunk == null || !take(chunk, sequence)) return false;
    var acked = chunk.acked;
    if (acked == null) {
      acked = new long[WORDS];
      chunk.acked = acked;
      withAcks.add(chunk);
    }
    acked[word(sequence)] |= 1L << sequence;
    return true;
  }

  /// As if they had never been there. Returns how many were waiting.
  synchronized long forget(long first, long last) {
    var before = count;
    for (var at = firstFrom(first); at >= 0 && at <= last; at = firstFrom(nextWord(at))) {
      var chunk = find(at >> SHIFT);
      if (chunk == null) break;
      var bits = mask(at, last) & chunk.waiting[word(at)];
      chunk.waiting[word(at)] &= ~bits;
      chunk.count -= Long.bitCount(bits);
      count -= Long.bitCount(bits);
      emptied |= chunk.count == 0;
    }
    return before - count;
  }

  private boolean take(Chunk chunk, long sequence) {
    var bit = 1L << sequence;
    if ((chunk.waiting[word(sequence)] & bit) == 0) return false;
    chunk.waiting[word(sequence)] &= ~bit;
    count--;
    if (--chunk.count == 0) emptied = true;
    return true;
  }

  synchronized boolean contains(long sequence) {
    var chunk = find(sequence >> SHIFT);
    return chunk != null && (chunk.waiting[word(sequence)] & (1L << sequence)) != 0;
  }

  synchronized void release(long sequence) {
    var chunk = find(sequence >> SHIFT);
    if (chunk != null) chunk.claimed[word(sequence)] &= ~(1L << sequence);
  }

  /// Hot. The first that is unclaimed, at or after `from` and below `below`; claims it. Or -1.
  synchronized long claim(long from, long below) {
    var found = search(from, true);
    if (found < 0 || found >= below) return -1;
    var chunk = find(found >> SHIFT);
    if (chunk != null) chunk.claimed[word(found)] |= 1L << found;
    return found;
  }

  /// The first that waits at or after `from`, or -1.
  synchronized long firstFrom(long from) {
    return search(from, false);
  }

  private long search(long from, boolean unclaimed) {
    for (var i = indexFrom(from >> SHIFT); i < used; i++) {
      var chunk = chunks[i];
      if (chunk.count == 0) continue;
      var start = chunk.id << SHIFT;
      for (var w = start >= from ? 0 : word(from); w < WORDS; w++) {
        var bits = unclaimed ? chunk.waiting[w] & ~chunk.claimed[w] : chunk.waiting[w];
        var wordStart = start + ((long) w << 6);
        if (wordStart < from) bits &= -1L << from;
        if (bits != 0) return wordStart + Long.numberOfTrailingZeros(bits);
      }
    }
    return -1;
  }

  synchronized long count() {
    return count;
  }

  /// How many wait from `first` to `last`.
  synchronized long count(long first, long last) {
    var sum = 0L;
    for (var i = indexFrom(first >> SHIFT); i < used && chunks[i].id <= last >> SHIFT; i++) {
      var chunk = chunks[i];
      var whole = chunk.id > first >> SHIFT && chunk.id < last >> SHIFT;
      sum += whole ? chunk.count : countWithin(chunk, first, last);
    }
    return sum;
  }

  private static long countWithin(Chunk chunk, long first, long last) {
    var start = chunk.id << SHIFT;
    var sum = 0L;
    for (var at = Math.max(first, start);
        at <= last && at < start + (1 << SHIFT);
        at = nextWord(at)) {
      sum += Long.bitCount(chunk.waiting[word(at)] & mask(at, last));
    }
    return sum;
  }

  /// Those that wait below a sequence.
  synchronized Ranges below(long below) {
    var ranges = new Ranges();
    for (var i = 0; i < used && chunks[i].id <= below >> SHIFT; i++) {
      collect(chunks[i].waiting, chunks[i].id << SHIFT, below, ranges);
    }
    return ranges;
  }

  /// The acknowledgements since the last call, now to be written.
  synchronized Ranges takeAcks() {
    var ranges = new Ranges();
    withAcks.sort(Comparator.comparingLong(chunk -> chunk.id));
    for (var chunk : withAcks) {
      var acked = chunk.acked;
      if (acked != null) collect(acked, chunk.id << SHIFT, Long.MAX_VALUE, ranges);
      chunk.acked = null;
    }
    withAcks = new ArrayList<>();
    dropEmpty();
    return ranges;
  }

  synchronized boolean hasAcks() {
    return !withAcks.isEmpty();
  }

  private static void collect(long[] words, long start, long below, Ranges into) {
    for (var w = 0; w < WORDS; w++) {
      var bits = words[w];
      var wordStart = start + ((long) w << 6);
      while (bits != 0) {
        var from = Long.numberOfTrailingZeros(bits);
        var length = Long.numberOfTrailingZeros(~(bits >>> from));
        var first = wordStart + from;
        if (first >= below) return;
        into.add(first, Math.min(first + length, below) - 1);
        bits = from + length == Long.SIZE ? 0 : bits & (-1L << (from + length));
      }
    }
  }

  /// The last one stays: it is where new records go.
  private void dropEmpty() {
    if (!emptied) return;
    var kept = 0;
    for (var i = 0; i < used; i++) {
      if (chunks[i].count > 0 || i == used - 1) chunks[kept++] = chunks[i];
    }
    Arrays.fill(chunks, kept, used, null);
    used = kept;
    emptied = false;
  }

  private Chunk lastOrNew(long id) {
    if (used > 0 && chunks[used - 1].id == id) return chunks[used - 1];
    if (used == chunks.length) chunks = Arrays.copyOf(chunks, used * 2);
    chunks[used] = new Chunk(id);
    return chunks[used++];
  }

  private @Nullable Chunk find(long id) {
    var index = indexFrom(id);
    return index < used && chunks[index].id == id ? chunks[index] : null;
  }

  /// The first chunk whose id is not below. Mostly none is missing between, and it is where it
  /// would be then.
  private int indexFrom(long id) {
    if (used == 0 || id <= chunks[0].id) return 0;
    var guess = id - chunks[0].id;
    if (guess < used && chunks[(int) guess].id == id) return (int) guess;
    var low = 0;
    var high = used;
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (chunks[middle].id < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private static int word(long sequence) {
    return (int) (sequence >> 6) & (WORDS - 1);
  }
}
