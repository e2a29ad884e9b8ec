package dev.weir.cli.gateway;

import java.util.List;
import java.util.function.LongPredicate;

/// What can be done about messages that their sink will never take.
public interface DeadLetters {
  /// Those that are meant: all, or those of these places.
  record Chosen(boolean all, List<Long> sequences) implements LongPredicate {
    @Override
    public boolean test(long sequence) {
      return all || sequences.contains(sequence);
    }
  }

  /// Has them sent again; answers how many.
  long requeue(String sink, Chosen chosen);

  /// Forgets them; answers how many.
  long drop(String sink, Chosen chosen);
}
