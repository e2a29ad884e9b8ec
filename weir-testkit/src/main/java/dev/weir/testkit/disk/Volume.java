package dev.weir.testkit.disk;

import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// One disk: its names, its files, its open channels and its room, before and after a power cut.
///
/// Names are kept in memory, bytes in one real file for each node. All state is guarded by this
/// object's monitor, which channels take too: what a test does in parallel happens in some order.
final class Volume {
  private static final long ENDLESS = Long.MAX_VALUE;

  final Faults faults = new Faults();
  private final Path storage;
  private final Names names;

  /// Apart from the monitor, since an interrupt closes a channel without it.
  private final Set<DiskChannel> channels = ConcurrentHashMap.newKeySet();

  /// Every node that holds something of the real disk, the oldest first.
  private final Set<Node> nodes = new LinkedHashSet<>();

  private long capacity = ENDLESS;
  private long lastId;
  private boolean open = true;

  private Volume(Path storage) throws IOException {
    this.storage = storage;
    var root = new Directory(real("root"));
    nodes.add(root);
    this.names = new Names(root);
  }

  /// The storage must be empty: a real file that no [Directory] knows would be a riddle.
  static Volume in(Path storage) throws IOException {
    Files.createDirectories(storage);
    try (var files = Files.list(storage)) {
      if (files.findAny().isPresent()) {
        throw new FileAlreadyExistsException(
            storage.toString(), null, "a FaultyDisk needs an empty directory to keep its files in");
      }
    }
    return new Volume(storage);
  }

  private Path real(String name) {
    lastId++;
    return storage.resolve("%06d-%s".formatted(lastId, name));
  }

  synchronized Node find(DiskPath path) throws IOException {
    ensureOpen();
    return names.find(path);
  }

  synchronized DiskChannel open(DiskPath path, OpenMode mode) throws IOException {
    enter(Operation.OPEN, path);
    var node = mode.mayCreate() ? findOrCreate(path, mode) : names.find(path);
    if (node instanceof Directory && mode.writes()) {
      throw new FileSystemException(path.toString(), null, "Is a directory");
    }
    if (node instanceof StoredFile file && mode.truncates()) {
      file.truncate(0);
    }
    var channel = new DiskChannel(this, path, node, mode);
    channels.add(channel);
    return channel;
  }

  private Node findOrCreate(DiskPath path, OpenMode mode) throws IOException {
    var place = mode.mustCreate() ? names.freePlace(path) : names.place(path);
    var known = place.node();
    return known != null ? known : add(new StoredFile(real(place.name())), place);
  }

  private Node add(Node node, Names.Place place) {
    nodes.add(node);
    place.put(node);
    return node;
  }

  synchronized void createDirectory(DiskPath path) throws IOException {
    enter(Operation.CREATE_DIRECTORY, path);
    var place = names.freePlace(path);
    add(new Directory(real(place.name())), place);
  }

  synchronized List<String> list(DiskPath path) throws IOException {
    enter(Operation.LIST, path);
    return List.copyOf(names.directory(path).names().keySet());
  }

  synchronized void delete(DiskPath path) throws IOException {
    enter(Operation.DELETE, path);
    names.delete(path);
  }

  synchronized void move(DiskPath source, DiskPath target, boolean replaces) throws IOException {
    enter(Operation.MOVE, source);
    names.move(source, target, replaces);
  }

  private void enter(Operation operation, DiskPath path) throws IOException {
    ensureOpen();
    faults.enter(operation, path);
  }

  private void ensureOpen() {
    if (!open) {
      throw new ClosedFileSystemException();
    }
  }

  /// How many of the `wanted` bytes fit. Only growth needs room: what is overwritten has its
  /// blocks.
  synchronized long room(StoredFile file, long position, long wanted) throws IOException {
    if (capacity == ENDLESS) {
      return wanted;
    }
    return Math.clamp(file.size() + (capacity - names.used()) - position, 0, wanted);
  }

  synchronized void fullAfter(long bytes) throws IOException {
    capacity = names.used() + bytes;
  }

  synchronized void heal() {
    faults.heal();
    capacity = ENDLESS;
  }

  /// Changes bytes on the platter itself, behind the back of whoever has the file open.
  synchronized void rot(DiskPath path, long offset, int length, UnaryOperator<byte[]> change)
      throws IOException {
    var file = names.file(path);
    var bytes = file.read(offset, length);
    if (bytes.length < length) {
      throw new IllegalArgumentException(
          "%s has %d bytes; there are no %d bytes at %d to change."
              .formatted(path, file.size(), length, offset));
    }
    file.write(offset, change.apply(bytes));
    file.newestIsDurable();
  }

  synchronized void cutOff(DiskPath path, long size) throws IOException {
    var file = names.file(path);
    if (size < file.size()) {
      file.truncate(size);
      file.newestIsDurable();
    }
  }

  synchronized void sync() throws IOException {
    nodes.forEach(node -> node.startForce().succeeded());
    disposeUnreachable();
  }

  synchronized void powerCut(Luck luck) throws IOException {
    closeChannels();
    for (var node : nodes) {
      node.powerCut(luck);
    }
    disposeUnreachable();
  }

  /// Frees what neither a name, nor one that may come back, nor a channel leads to.
  synchronized void disposeUnreachable() throws IOException {
    var reachable = new LinkedHashSet<Node>();
    channels.forEach(channel -> reachable.add(channel.node()));
    names.addReachable(reachable);
    for (var node : List.copyOf(nodes)) {
      if (!reachable.contains(node)) {
        nodes.remove(node);
        node.dispose();
      }
    }
  }

  void closed(DiskChannel channel) {
    channels.remove(channel);
  }

  private void closeChannels() throws IOException {
    for (var channel : List.copyOf(channels)) {
      channel.close();
    }
  }

  synchronized boolean isOpen() {
    return open;
  }

  /// Lets go of all real files and leaves them where they are.
  synchronized void close() throws IOException {
    open = false;
    closeChannels();
    for (var node : nodes) {
      if (node instanceof StoredFile file) {
        file.close();
      }
    }
  }
}
