package dev.weir.cli.completion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where on a command line somebody is.
///
/// @param arguments how many there are of the command so far, options aside
/// @param pending what the option before it waits for
record Place(Node command, int arguments, @Nullable Expected pending) {
  static Place after(Node root, List<String> words) {
    var place = new Place(root, 0, null);
    for (var word : words) place = place.after(word);
    return place;
  }

  private Place after(String word) {
    if (pending != null) return new Place(command, arguments, null);
    if (word.startsWith("-") && word.length() > 1) {
      var expected = command.option(word).map(Choice::expected).orElse(null);
      var waits = expected != null && expected.kind() != Expected.Kind.NOTHING;
      return new Place(command, arguments, waits ? expected : null);
    }
    var below = arguments == 0 ? command.below(word) : null;
    return below == null ? new Place(command, arguments + 1, null) : new Place(below, 0, null);
  }
}
