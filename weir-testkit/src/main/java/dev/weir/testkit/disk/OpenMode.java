package dev.weir.testkit.disk;

import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;

/// What a file is opened for.
record OpenMode(Set<StandardOpenOption> options) {
  private static final Set<StandardOpenOption> UNKNOWN =
      EnumSet.of(
          StandardOpenOption.SYNC, StandardOpenOption.DSYNC, StandardOpenOption.DELETE_ON_CLOSE);

  static OpenMode of(Set<? extends OpenOption> wanted) {
    var options = EnumSet.noneOf(StandardOpenOption.class);
    for (var option : wanted) {
      if (option == LinkOption.NOFOLLOW_LINKS) {
        continue; // there are no links
      }
      if (!(option instanceof StandardOpenOption standard) || UNKNOWN.contains(standard)) {
        throw new UnsupportedOperationException(
            "A FaultyDisk does not know the open option %s; force after the write instead, or"
                    .formatted(option)
                + " delete after the close.");
      }
      options.add(standard);
    }
    return new OpenMode(options);
  }

  boolean reads() {
    return options.contains(StandardOpenOption.READ) || !writes();
  }

  boolean writes() {
    return options.contains(StandardOpenOption.WRITE) || appends();
  }

  boolean appends() {
    return options.contains(StandardOpenOption.APPEND);
  }

  boolean truncates() {
    return writes() && options.contains(StandardOpenOption.TRUNCATE_EXISTING);
  }

  boolean mustCreate() {
    return writes() && options.contains(StandardOpenOption.CREATE_NEW);
  }

  boolean mayCreate() {
    return mustCreate() || (writes() && options.contains(StandardOpenOption.CREATE));
  }
}
