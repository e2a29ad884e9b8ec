package dev.weir.config.legacy;

import dev.weir.TopicName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// kahego's `buckets` and `defaultBucket` as routes, one a bucket; the last takes all other topics,
/// without a default bucket to nowhere.
final class KahegoBuckets {
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,10}");
  private static final long BATCH_MAX = 1_000_000;
  private static final long TIMEOUT_MAX = 3_600_000;

  private final Draft draft;
  private final String file;
  private final KahegoStreams streams;
  private int routes;

  KahegoBuckets(Draft draft, String file, KahegoStreams streams) {
    this.draft = draft;
    this.file = file;
    this.streams = streams;
  }

  void translate(Value.Section root) {
    var buckets = buckets(root);
    var byDefault = root.last("defaultBucket");
    var fallback = byDefault instanceof Value.Section section ? section : null;
    var used = new LinkedHashSet<String>();
    buckets.values().forEach(bucket -> used.addAll(ids(bucket)));
    if (fallback != null) used.addAll(ids(fallback));
    streams.use(used);
    buckets.forEach(this::route);
    if (fallback != null) route("*", fallback);
    else nowhere();
  }

  private void nowhere() {
    draft.set("routes.%d.topic".formatted(routes), "*");
    draft.set("routes.%d.to".formatted(routes), "nowhere");
  }

  /// By topic; of two of one id the later counts.
  private Map<String, Value.Section> buckets(Value.Section root) {
    var buckets = new LinkedHashMap<String, Value.Section>();
    if (!(root.last("buckets") instanceof Value.Items(var list, _)) || list.isEmpty()) {
      draft.problem(new Place(file, root.line()), "buckets: no buckets are defined");
      return buckets;
    }
    for (var value : list) {
      if (!(value instanceof Value.Section bucket)) {
        draft.problem(place(value), "buckets: an object is wanted");
      } else if (!TopicName.legal(id(bucket))) {
        draft.note(
            place(bucket), "no topic can have this bucket's id; its messages will be refused");
      } else if (buckets.put(id(bucket), bucket) != null) {
        draft.note(place(bucket), "of the buckets '%s' this one counts".formatted(id(bucket)));
      }
    }
    return buckets;
  }

  private static String id(Value.Section bucket) {
    return bucket.last("id") instanceof Value.Scalar scalar ? scalar.text() : "";
  }

  /// Of its streams, those that there are.
  private Set<String> ids(Value.Section bucket) {
    var ids = new LinkedHashSet<String>();
    if (!(bucket.last("streams") instanceof Value.Items(var list, _))) return ids;
    for (var value : list) {
      if (value instanceof Value.Scalar id && streams.has(id.text())) ids.add(id.text());
    }
    return ids;
  }

  private void route(String topic, Value.Section bucket) {
    var prefix = "routes.%d.".formatted(routes++);
    var place = place(bucket);
    draft.set(prefix + "topic", topic, place);
    noteUnknown(bucket);
    var sinks = new ArrayList<String>();
    for (var id : ids(bucket)) {
      var sink = streams.sink(id);
      if (sink == null) continue;
      sinks.add(sink);
      var share = streams.slice(id);
      if (!share.equals("1")) draft.set(prefix + "slice." + sink, share, place);
    }
    if (sinks.isEmpty()) draft.problem(place, "no streams are defined for this bucket");
    else draft.set(prefix + "to", String.join(",", sinks), place);
    number(bucket, "batch", prefix + "batch", new Range(BATCH_MAX, ""));
    number(bucket, "batchTimeout", prefix + "batch-timeout", new Range(TIMEOUT_MAX, "ms"));
  }

  private void noteUnknown(Value.Section bucket) {
    if (!(bucket.last("streams") instanceof Value.Items(var list, _))) return;
    for (var value : list) {
      if (value instanceof Value.Scalar id && !streams.has(id.text())) {
        draft.note(place(value), "there is no stream '%s'".formatted(id.text()));
      }
    }
  }

  private record Range(long max, String unit) {}

  /// 0 meant at once, which is 1; what is missing is Weir's default.
  private void number(Value.Section bucket, String old, String key, Range range) {
    var value = bucket.last(old);
    if (value == null || (value instanceof Value.Scalar none && none.isNull())) return;
    var number = value instanceof Value.Scalar scalar ? whole(scalar) : null;
    if (number == null) {
      draft.problem(place(value), "%s: a whole number is wanted".formatted(old));
    } else {
      draft.set(key, Math.clamp(number, 1, range.max()) + range.unit(), place(value));
    }
  }

  private static @Nullable Long whole(Value.Scalar scalar) {
    var number = scalar.kind() == Value.Kind.NUMBER && WHOLE.matcher(scalar.text()).matches();
    return number ? Long.valueOf(scalar.text()) : null;
  }

  private Place place(Value value) {
    return new Place(file, value.line());
  }
}
