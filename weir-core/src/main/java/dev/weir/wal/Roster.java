package dev.weir.wal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/// Which files of a folder make its log, by their headers: names can be changed by hand.
final class Roster {
  private final TreeMap<Long, Found> files = new TreeMap<>();
  private final List<Found> headless = new ArrayList<>();

  /// Files that are none of the log, though they are called so.
  final List<Path> foreign = new ArrayList<>();

  /// Files whose place another one took.
  final List<Path> replaced = new ArrayList<>();

  static Roster of(Folder folder) throws IOException {
    var roster = new Roster();
    if (!Files.isDirectory(folder.path())) return roster;
    for (var path : folder.files(Folder.SEGMENT, Folder.MOVED)) roster.look(path);
    return roster;
  }

  private void look(Path path) throws IOException {
    try {
      var file = Found.in(path);
      if (file.hasHeader()) place(file);
      else if (file.version() > FileHeader.VERSION) throw WalException.newer(path, file.version());
      else headless.add(file);
    } catch (NoSuchFileException _) {
      return; // a live log let go of it
    }
  }

  private void place(Found file) {
    var rival = files.get(file.base());
    var better = rival == null ? file : rival.betterOf(file);
    if (rival != null) foreign.add(better == file ? rival.path() : file.path());
    files.put(file.base(), better);
  }

  /// By their bases.
  Collection<Found> files() {
    return files.values();
  }

  /// A file that lost its header is known by its name all the same, if a checkpoint knows it.
  void adopt(Checkpoint checkpoint) {
    for (var file : headless) {
      var row = checkpoint.row(Folder.named(file.path()));
      if (row == null || files.containsKey(row.base())) foreign.add(file.path());
      else files.put(row.base(), file.with(row));
    }
    headless.clear();
  }

  /// Leaves out what was put together into another file, which lasted longer by a crash.
  void dropReplaced() {
    var replacedTo = -1L;
    for (var file : List.copyOf(files.values())) {
      if (file.base() <= replacedTo) {
        replaced.add(file.path());
        files.remove(file.base());
      } else {
        replacedTo = Math.max(replacedTo, file.header().replacesTo());
      }
    }
  }
}
