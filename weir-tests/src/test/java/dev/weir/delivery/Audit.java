package dev.weir.delivery;

import dev.weir.Message;
import dev.weir.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Knows what clients were told and what arrived, and holds the one against the other.
///
/// Laws are checked where something happens; the first that is broken stays [the violation]
/// [#violation].
final class Audit {
  /// One thing that must never be, under the name that such findings have.
  static final class Violation extends AssertionError {
    private static final long serialVersionUID = 1;

    Violation(String kind, String what) {
      super(kind + ": " + what);
    }
  }

  /// What arrived of one key of one connection in one partition.
  private static final class Stream {
    final TreeMap<Long, Told> arrived = new TreeMap<>();
    long last = -1;
    long newest = -1;
  }

  private final LongSupplier nanos;
  private final List<Told> all = new ArrayList<>();
  private final Set<Told> open = new TreeSet<>((a, b) -> Long.compare(a.id, b.id));
  private final Map<String, Stream> streams = new TreeMap<>();
  private final Set<String> found = new HashSet<>();
  private boolean mayRepeat;
  private boolean rotten;
  private int crashes;
  private @Nullable Violation violation;

  Audit(LongSupplier nanos) {
    this.nanos = nanos;
  }

  void violated(String kind, String what) {
    var first = new Violation(kind, "%s (at %.3f s)".formatted(what, nanos.getAsLong() / 1e9));
    if (violation == null) violation = first;
    throw violation;
  }

  /// Also what was thrown where nobody heard it.
  void throwIfViolated() {
    if (violation != null) throw violation;
  }

  long nextId() {
    return all.size();
  }

  void submitted(Told told) {
    all.add(told);
    open.add(told);
  }

  void settled(List<Told> submission, List<Outcome> outcomes, long withinNanos) {
    if (submission.size() != outcomes.size()) violated("answer", "not one a message");
    for (var i = 0; i < outcomes.size(); i++) {
      var told = submission.get(i);
      if (!open.remove(told)) violated("answer", "a second one, for " + told);
      told.outcome = outcomes.get(i);
      if (nanos.getAsLong() - told.submittedNanos > withinNanos) violated("late answer", "" + told);
    }
  }

  /// Nobody will be told any more.
  void crashed() {
    crashes++;
    mayRepeat = true;
    open.clear();
  }

  void mayRepeat() {
    mayRepeat = true;
  }

  void rotten() {
    mayRepeat = true;
    rotten = true;
  }

  int open() {
    return open.size();
  }

  int messages() {
    return all.size();
  }

  int arrivals() {
    return found.size();
  }

  /// A sink has taken it.
  void arrived(String sink, int partition, Message message) {
    var told = verified("sink " + sink, message);
    found.add(sink + told.id);
    var key = message.key() == null ? "" : Arrays.toString(message.key());
    var name = sink + " " + message.topic() + partition + " " + told.connection + " " + key;
    arrived(streams.computeIfAbsent(name, _ -> new Stream()), told, name);
  }

  private void arrived(Stream stream, Told told, String name) {
    var again = stream.arrived.put(told.id, told) != null;
    if (again && !mayRepeat) violated("duplicate", told + " in " + name);
    if (!again && told.id < stream.newest && !rotten) {
      violated("reordered", told + " after " + all.get((int) stream.newest) + " in " + name);
    }
    if (!again) ensureComplete(stream, name);
    stream.last = told.id;
    stream.newest = Math.max(stream.newest, told.id);
  }

  /// What is sent again is a suffix: nothing that the log had is left out at its end. What went
  /// past the log is not sent again, since nobody has it.
  private void ensureComplete(Stream stream, String name) {
    if (rotten) return;
    for (var missing : stream.arrived.tailMap(stream.last, false).values()) {
      if (missing.id > stream.newest || missing.sinks.size() > 1) continue;
      if (!(missing.outcome instanceof Outcome.Stored)) continue;
      var last = all.get((int) stream.last);
      violated("reordered", last + " came again, and not so " + missing + " in " + name);
    }
  }

  /// It is in the dead-letter log of a sink.
  void buried(String sink, Message message) {
    found.add(sink + verified("dead letters of " + sink, message).id);
  }

  private Told verified(String where, Message message) {
    var id = Traffic.id(message);
    if (id < 0 || id >= all.size()) violated("phantom", "message " + id + " in " + where);
    var told = all.get((int) id);
    var sent = told.message;
    var same =
        sent.topic().equals(message.topic())
            && Arrays.equals(sent.key(), message.key())
            && Arrays.equals(sent.value(), message.value())
            && Traffic.sameHeaders(sent, message);
    if (!same) violated("corrupt", told + " in " + where);
    if (told.outcome instanceof Outcome.Refused) violated("phantom", told + " in " + where);
    return told;
  }

  /// The end: all that was promised is there, and the newest value is the last.
  ///
  /// @param corrupt how many the log has told to be damaged
  void close(long corrupt, long lost) {
    var missing = new ArrayList<Told>();
    var missingWeak = new ArrayList<Told>();
    for (var told : all) {
      if (told.outcome instanceof Outcome.Refused || told.outcome instanceof Outcome.Lost) continue;
      if (told.sinks.stream().allMatch(sink -> found.contains(sink + told.id))) continue;
      if (told.promised()) missing.add(told);
      else if (told.outcome != null) missingWeak.add(told);
    }
    if (missing.size() > corrupt) {
      violated(
          "lost", missing.size() + " messages (" + corrupt + " corrupt): " + missing.getFirst());
    }
    if (crashes == 0 && missing.size() + missingWeak.size() > lost + corrupt) {
      violated("lost", missingWeak.size() + " unsafe without a crash: " + missingWeak.getFirst());
    }
    streams.forEach((name, stream) -> ensureComplete(stream, name));
  }
}
