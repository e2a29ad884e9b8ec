package dev.weir.worker;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The headers of a record, in order; a name may come several times. It never changes.
public record Headers(List<Header> all) implements Iterable<Headers.Header> {
  private static final Headers NONE = new Headers(List.of());

  /// A name and a value.
  ///
  /// @param value handed over, not to be written to; null where Kafka has none
  @SuppressWarnings("ArrayRecordComponent")
  public record Header(String name, byte @Nullable [] value) {
    /// The value as UTF-8.
    public @Nullable String text() {
      return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
  }

  public Headers {
    all = List.copyOf(all);
  }

  /// No headers.
  public static Headers none() {
    return NONE;
  }

  /// The value of the last header of that name, as Kafka's clients have it.
  public byte @Nullable [] last(String name) {
    for (var i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).name.equals(name)) return all.get(i).value;
    }
    return null;
  }

  /// The last value of that name as UTF-8.
  public @Nullable String text(String name) {
    var value = last(name);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /// These, and one more at the end.
  public Headers with(String name, byte @Nullable [] value) {
    var more = new ArrayList<>(all);
    more.add(new Header(name, value));
    return new Headers(more);
  }

  /// These, and one more at the end, as UTF-8.
  public Headers with(String name, String value) {
    return with(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /// These but for those of that name.
  public Headers without(String name) {
    return new Headers(all.stream().filter(header -> !header.name.equals(name)).toList());
  }

  @Override
  public Iterator<Header> iterator() {
    return all.iterator();
  }
}
