package dev.weir.testkit.disk;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tree of names below the root: it finds, it moves, it deletes. Guarded by its [Volume].
record Names(Directory root) {
  /// A directory and a name in it, which may lead nowhere yet.
  record Place(Directory directory, String name) {
    @Nullable Node node() {
      return directory.names().get(name);
    }

    void put(Node node) {
      directory.change(names -> names.put(name, node));
    }

    void remove() {
      directory.change(names -> names.remove(name));
    }
  }

  Node find(DiskPath path) throws NoSuchFileException {
    Node node = root;
    for (var name : path.absolute().text().normalize()) {
      node = child(node, name.toString());
      if (node == null) {
        throw new NoSuchFileException(path.toString());
      }
    }
    return node;
  }

  private static @Nullable Node child(Node node, String name) {
    return node instanceof Directory directory ? directory.names().get(name) : null;
  }

  Directory directory(DiskPath path) throws IOException {
    if (find(path) instanceof Directory directory) {
      return directory;
    }
    throw new NotDirectoryException(path.toString());
  }

  StoredFile file(DiskPath path) throws IOException {
    if (find(path) instanceof StoredFile file) {
      return file;
    }
    throw new FileSystemException(path.toString(), null, "Is a directory");
  }

  Place place(DiskPath path) throws IOException {
    var normal = path.absolute().text().normalize();
    var parent = normal.getParent();
    if (parent == null) {
      throw new FileAlreadyExistsException(path.toString(), null, "the root is always there");
    }
    var directory = directory(new DiskPath(path.disk(), parent));
    return new Place(directory, String.valueOf(normal.getFileName()));
  }

  Place freePlace(DiskPath path) throws IOException {
    var place = place(path);
    if (place.node() != null) {
      throw new FileAlreadyExistsException(path.toString());
    }
    return place;
  }

  void delete(DiskPath path) throws IOException {
    refuseIfFull(path, find(path));
    place(path).remove();
  }

  /// A move within a directory is one change of it; between two it is one of each.
  void move(DiskPath source, DiskPath target, boolean replaces) throws IOException {
    var node = find(source);
    var from = place(source);
    var to = replaces ? place(target) : freePlace(target);
    if (to.node() == node) {
      return;
    }
    refuseIfFull(target, to.node());
    if (from.directory == to.directory) {
      from.directory.change(names -> {
        names.remove(from.name);
        names.put(to.name, node);
      });
    } else {
      to.put(node);
      from.remove();
    }
  }

  private static void refuseIfFull(DiskPath path, @Nullable Node node) throws IOException {
    if (node instanceof Directory directory && !directory.names().isEmpty()) {
      throw new DirectoryNotEmptyException(path.toString());
    }
  }

  /// How many bytes all files have that programs see.
  long used() throws IOException {
    return used(root);
  }

  private static long used(Directory directory) throws IOException {
    long sum = 0;
    for (var node : directory.names().values()) {
      sum +=
          switch (node) {
            case StoredFile file -> file.size();
            case Directory below -> used(below);
          };
    }
    return sum;
  }

  /// Adds every node that a name leads to, or may lead to again after a power cut.
  void addReachable(Set<Node> reachable) {
    addReachable(root, reachable);
  }

  private static void addReachable(Node node, Set<Node> reachable) {
    reachable.add(node);
    if (node instanceof Directory directory) {
      directory.children().forEach(child -> addReachable(child, reachable));
    }
  }
}
