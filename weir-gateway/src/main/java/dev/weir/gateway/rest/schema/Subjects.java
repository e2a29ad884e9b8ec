package dev.weir.gateway.rest.schema;

import dev.weir.Clock;
import dev.weir.gateway.web.Format;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The schemas of one registry, kept once they were asked for. Any thread.
///
/// What an id or a version stands for never changes; which version is the latest does.
final class Subjects {
  private static final Duration EVER = Duration.ofDays(3_650);
  private static final Duration LATEST = Duration.ofSeconds(10);
  private static final int COUNT_MAX = 2_000;
  private static final long BYTES_MAX = 32 << 20;

  /// A schema ready for use takes so many times its text, and more.
  private static final int TIMES_TEXT = 16;

  private static final int ALWAYS = 2_048;

  private final RegistryCalls calls;
  private final Kept<Integer, Usable> byId;
  private final Kept<Named, Usable> versions;
  private final Kept<String, Usable> latest;
  private final Kept<Written, Usable> written;
  private final Kept<Under, Usable> under;

  private record Named(String subject, int version) {}

  private record Written(String subject, Format format, String text, boolean register) {}

  private record Under(String subject, int id) {}

  Subjects(RegistryCalls calls, Clock clock) {
    this.calls = calls;
    this.byId = new Kept<>(clock, EVER, bounds(_ -> 0));
    this.versions = new Kept<>(clock, EVER, bounds(named -> size(named.subject())));
    this.latest = new Kept<>(clock, LATEST, bounds(Subjects::size));
    this.written = new Kept<>(clock, EVER, bounds(Subjects::size));
    this.under = new Kept<>(clock, EVER, bounds(under -> size(under.subject())));
  }

  private static <K> Kept.Bounds<K, Usable> bounds(ToLongFunction<K> keySize) {
    return new Kept.Bounds<>(COUNT_MAX, BYTES_MAX, keySize, Subjects::size);
  }

  private static long size(Written written) {
    return size(written.subject()) + size(written.text());
  }

  private static long size(String text) {
    return (long) text.length() * Character.BYTES;
  }

  private static long size(Usable schema) {
    return ALWAYS + (long) schema.found().text().length() * TIMES_TEXT;
  }

  Usable id(int id, Deadline deadline) {
    return byId.get(
        id,
        deadline,
        () -> {
          try {
            return usable(calls.byId(id, deadline), deadline);
          } catch (Refusal e) {
            throw Failures.noSchema(id, e);
          }
        });
  }

  Usable version(String subject, int version, Deadline deadline) {
    return versions.get(
        new Named(subject, version),
        deadline,
        () -> {
          try {
            return same(calls.version(subject, Integer.toString(version), deadline), deadline);
          } catch (Refusal e) {
            throw Failures.noVersion(subject, version, e);
          }
        });
  }

  Usable latest(String subject, Deadline deadline) {
    return latest.get(
        subject,
        deadline,
        () -> {
          try {
            return same(calls.version(subject, "latest", deadline), deadline);
          } catch (Refusal e) {
            throw Failures.noLatest(subject, e);
          }
        });
  }

  /// The schema as it is registered under this subject.
  Usable under(String subject, Usable schema, Deadline deadline) {
    return under.get(
        new Under(subject, schema.id()),
        deadline,
        () -> {
          try {
            var there = calls.lookUp(subject, schema.found(), deadline);
            return new Usable(schema.found(), schema.codec(), subject, there.version());
          } catch (Refusal e) {
            if (!e.isUnknownCall()) throw Failures.notUnder(subject, schema.id());
            return new Usable(schema.found(), schema.codec(), subject, null);
          }
        });
  }

  /// The schema of this text, registered where it is not and that is wanted.
  Usable written(String subject, Format format, String text, boolean register, Deadline deadline) {
    return written.get(
        new Written(subject, format, text, register),
        deadline,
        () -> {
          var codec = Codecs.of(format, text, Map.of()); // a bad one is not registered
          var found = registered(subject, format, text, register, deadline);
          return new Usable(found, codec, subject, found.version());
        });
  }

  private Found registered(
      String subject, Format format, String text, boolean register, Deadline deadline) {
    var there = there(subject, format, text, deadline);
    if (there != null) return there;
    if (!register) throw Failures.notRegistered(subject);
    try {
      var id = calls.register(subject, format, text, deadline);
      var now = there(subject, format, text, deadline); // which tells the version too
      return now == null ? new Found(id, format, text, List.of(), subject, null) : now;
    } catch (Refusal e) {
      throw Failures.refused(subject, e);
    }
  }

  private @Nullable Found there(String subject, Format format, String text, Deadline deadline) {
    try {
      return calls.lookUp(subject, format, text, deadline);
    } catch (Refusal e) {
      if (e.isAbsence() || e.isUnknownCall()) return null;
      throw Failures.refused(subject, e);
    }
  }

  /// Made ready once, however it was found.
  private Usable same(Found found, Deadline deadline) {
    var known = byId.get(found.id(), deadline, () -> usable(found, deadline));
    return new Usable(known.found(), known.codec(), found.subject(), found.version());
  }

  private Usable usable(Found found, Deadline deadline) {
    return new Usable(found, Codecs.of(found, calls, deadline), found.subject(), found.version());
  }
}
