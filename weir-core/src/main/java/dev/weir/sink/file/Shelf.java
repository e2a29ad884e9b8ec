package dev.weir.sink.file;

import dev.weir.sink.file.NameTemplate.Fit;
import dev.weir.sink.file.NameTemplate.Values;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of one topic on the disk: finds them, names new ones, deletes the oldest.
///
/// Its own are regular files whose whole path is what the template gives for the topic; nothing
/// else is touched, and no link is followed. A file that another gateway has open is not touched
/// either.
final class Shelf {
  private static final Logger log = LoggerFactory.getLogger(Shelf.class);
  private static final String RANDOM = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int RANDOM_LENGTH = 8;
  private static final int NAMES_MAX = 100;

  private final Site site;
  private final String topic;

  /// An empty file that a failure left and that could not be deleted then.
  private @Nullable Path leftover;

  private boolean repaired;

  /// One of its own.
  private record Own(Path path, Fit fit, long modifiedMillis) {
    static final Comparator<Own> BY_AGE =
        Comparator.comparingLong((Own own) -> own.fit().seconds())
            .thenComparingInt(own -> own.fit().sequence())
            .thenComparingLong(Own::modifiedMillis)
            .thenComparing(own -> own.path().toString());
  }

  Shelf(Site site, String topic) {
    this.site = site;
    this.topic = topic;
  }

  Path base() {
    return site.folders().base();
  }

  /// Makes the next file, and room for it before.
  OpenFile next(long seconds) throws IOException {
    removeLeftover();
    var own = own();
    repairNewest(own);
    var excess = Math.max(0, own.size() - (site.config().keep() - 1));
    own.subList(0, excess).forEach(this::retire);
    return create(own.subList(excess, own.size()), seconds);
  }

  /// So that a disk that fails all the time gets no more than one empty file.
  private void removeLeftover() throws IOException {
    if (leftover == null) return;
    Files.deleteIfExists(leftover);
    leftover = null;
  }

  void leave(Path empty) {
    leftover = empty;
  }

  /// What a crash left, once: files that this process wrote have no torn end.
  private void repairNewest(List<Own> own) {
    if (repaired || own.isEmpty()) return;
    var path = own.getLast().path();
    try {
      var cutBytes = Tail.cut(path, site.config());
      if (cutBytes > 0) {
        site.figures().torn().add(1);
        log.info("{} had a torn end of {} bytes, which is now in {}.torn", path, cutBytes, path);
      }
    } catch (IOException e) {
      log.warn("The end of {} is left as it is: {}", path, e.toString());
    }
    repaired = true;
  }

  /// Deletes an old file. One that cannot be deleted keeps no new one from being made.
  private void retire(Own old) {
    try {
      if (OpenFile.inUse(old.path())) return;
      Files.deleteIfExists(old.path());
      site.figures().deleted().add(1);
      log.debug("Deleted {}: there may be {} files of its kind", old.path(), site.config().keep());
      removeEmptyFolders(old.path());
    } catch (IOException e) {
      log.warn(
          "{} should be deleted, as there may be {} files of its kind: {}. Delete it by hand",
          old.path(),
          site.config().keep(),
          e.toString());
    }
  }

  private void removeEmptyFolders(Path file) throws IOException {
    try {
      for (var at = Folders.parent(file);
          !at.equals(site.folders().base());
          at = Folders.parent(at)) {
        Files.delete(at);
      }
    } catch (DirectoryNotEmptyException e) {
      // Somebody still has files there.
    }
  }

  private OpenFile create(List<Own> others, long seconds) throws IOException {
    var first = new Values(topic, seconds, random(), 0);
    var sequence = sequence(others, first);
    for (var i = 0; ; i++) {
      var path = path(first, sequence + i);
      site.folders().make(Folders.parent(path));
      try {
        return OpenFile.create(path, site.config().compression());
      } catch (FileAlreadyExistsException e) {
        if (i == NAMES_MAX) throw e; // somebody else's, whose names happen to be these
      }
    }
  }

  /// 0 where no file has the name yet, else one more than the last that has it.
  private int sequence(List<Own> others, Values first) {
    return 1
        + others.stream()
            .filter(other -> other.path().equals(path(first, other.fit().sequence())))
            .mapToInt(other -> other.fit().sequence())
            .max()
            .orElse(-1);
  }

  private Path path(Values first, int sequence) {
    var base = site.folders().base();
    var path = base;
    for (var name : site.template().names(first.with(sequence))) path = path.resolve(name);
    if (!path.normalize().startsWith(base)) {
      throw new IllegalStateException("%s is not beneath %s".formatted(path, base));
    }
    return path;
  }

  private static String random() {
    return ThreadLocalRandom.current()
        .ints(RANDOM_LENGTH, 0, RANDOM.length())
        .mapToObj(i -> RANDOM.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  /// Its own files, the oldest first.
  private List<Own> own() throws IOException {
    var found = new ArrayList<Own>();
    collect(site.folders().base(), site.template().patterns(topic), new Fit(0, 0), found);
    found.sort(Own.BY_AGE);
    return found;
  }

  private void collect(Path folder, List<Pattern> patterns, Fit above, List<Own> found)
      throws IOException {
    if (!Files.isDirectory(folder)) return; // nothing was written there yet
    var last = patterns.size() == 1;
    try (var listed = Files.newDirectoryStream(folder)) {
      for (var path : listed) {
        var matcher = patterns.getFirst().matcher(path.getFileName().toString());
        if (!matcher.matches()) continue;
        var there = Folders.attributes(path);
        if (there == null) continue;
        var fit = NameTemplate.fit(matcher, above);
        if (last && there.isRegularFile()) {
          found.add(new Own(path, fit, there.lastModifiedTime().toMillis()));
        } else if (!last && there.isDirectory()) {
          collect(path, patterns.subList(1, patterns.size()), fit, found);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
