package dev.weir.testkit.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The names in a directory, as the list of their versions since the last force.
///
/// The first version is what a power cut leaves, the last is what programs see: to force is to drop
/// all but the last, to cut the power is to drop all but the first. Each change is one version, so
/// that a rename within the directory is atomic here as well.
final class Directory implements Node {
  private final Path real;
  private final List<Map<String, Node>> versions = new ArrayList<>(List.of(Map.of()));

  /// How many versions were dropped: it makes a version's number lasting.
  private long dropped;

  Directory(Path real) throws IOException {
    this.real = Files.createDirectory(real);
  }

  Map<String, Node> names() {
    return versions.getLast();
  }

  void change(Consumer<Map<String, Node>> change) {
    var next = new TreeMap<>(names());
    change.accept(next);
    versions.add(next);
  }

  /// Whatever a name leads to, or led to in a version that may come back.
  List<Node> children() {
    return versions.stream().flatMap(version -> version.values().stream()).distinct().toList();
  }

  @Override
  public Path real() {
    return real;
  }

  @Override
  public Force startForce() {
    long covered = dropped + versions.size() - 1;
    return new Force() {
      @Override
      public void succeeded() {
        dropFirst((int) Math.max(0, covered - dropped));
      }

      @Override
      public void failed() {
        // The names wait for the next force: a journal keeps them, unlike a file's pages.
      }
    };
  }

  @Override
  public void powerCut(Luck luck) {
    dropFirst(luck.upTo(versions.size() - 1));
    versions.subList(1, versions.size()).clear();
  }

  private void dropFirst(int count) {
    versions.subList(0, count).clear();
    dropped += count;
  }

  @Override
  public void dispose() throws IOException {
    Files.deleteIfExists(real);
  }
}
