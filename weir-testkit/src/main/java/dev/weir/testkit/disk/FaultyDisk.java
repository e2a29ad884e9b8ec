package dev.weir.testkit.disk;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;

/// A disk that fails on request and that forgets, at a power cut, what was not forced.
///
/// It is a [FileSystem]: code that uses no more than `Path`, `Files` and `FileChannel.open` is
/// tested as it is, by giving it a path of this disk.
///
/// ```java
/// var disk = FaultyDisk.in(temporaryDirectory);
/// Path file = disk.path("journal");
/// Files.createFile(file);
/// disk.sync();                         // else a power cut takes the name as well
/// var channel = FileChannel.open(file, WRITE);
/// channel.write(bytes("kept"));
/// channel.force(false);
/// channel.write(bytes(" and lost"));
/// disk.powerCut();                     // the channel is dead from here on
/// assertThat(file).hasContent("kept");
/// ```
///
/// **What a power cut takes** is the most that POSIX lets a disk take: bytes and lengths that were
/// not forced since they were written, and each create, rename or delete whose *directory* was not
/// forced since (open the directory for reading and force it). To force a file does not force its
/// name. [#powerCut(long)] takes a random part of that instead, torn in the middle.
///
/// **Every n.** To see that a piece of code survives the failure of each single call it makes, let
/// the first call fail, then the second, until a run meets no failure any more:
///
/// ```java
/// for (int n = 1; ; n++) {
///   var disk = FaultyDisk.in(temporaryDirectory.resolve("run-" + n));
///   disk.failCall(n);
///   var told = runScenario(disk.path("journal"));
///   if (disk.failures() == 0) break;
///   disk.powerCut();
///   disk.heal();
///   assertThat(recover(disk.path("journal"))).containsAll(told);
/// }
/// ```
///
/// Its names are in memory and its bytes in real files below the given directory; forcing costs no
/// time, and unforced bytes are held in memory, twice. It has no links, no mapped files and no
/// watching. All methods may be called by any thread at any time, and each takes effect at once.
public final class FaultyDisk implements AutoCloseable {
  private final Volume volume;
  private final DiskFileSystem fileSystem;

  private FaultyDisk(Volume volume) {
    this.volume = volume;
    this.fileSystem = new DiskFileSystem(volume);
  }

  /// A new, empty disk that keeps its bytes in `directory`, which must be empty or not there yet.
  public static FaultyDisk in(Path directory) throws IOException {
    return new FaultyDisk(Volume.in(directory));
  }

  /// A path from the disk's root: `disk.path("wal")` is `/wal`.
  public Path path(String first, String... more) {
    return at("/" + first, more);
  }

  private DiskPath at(String first, String... more) {
    return fileSystem.getPath(first, more);
  }

  /// The disk as `java.nio.file` sees it.
  public FileSystem fileSystem() {
    return fileSystem;
  }

  /// Fails the `n`-th call from now on, once; 1 is the next. Without `operations` every call
  /// counts, else only those. Faults add up until [#heal()].
  ///
  /// A call that fails has done nothing, with one exception, as in Linux: what a failed force was
  /// to make durable **never** will be, although a later force succeeds.
  public void failCall(int n, Operation... operations) {
    volume.faults.plan(n, false, operations);
  }

  /// Fails the `n`-th call from now on and all that follow, until [#heal()].
  public void failFrom(int n, Operation... operations) {
    volume.faults.plan(n, true, operations);
  }

  /// How many calls were made since the disk is there; of these `operations`, or of all.
  public int calls(Operation... operations) {
    return volume.faults.calls(operations);
  }

  /// How many calls failed because [#failCall] or [#failFrom] said so.
  public int failures() {
    return volume.faults.failures();
  }

  /// Leaves room for so many bytes by which files may still grow.
  ///
  /// The write that meets the end is a short one, as on a real disk; the next fails with "No space
  /// left on device". To overwrite needs no room; to delete or to truncate gives some back, and so
  /// does another call of this method. [#heal()] makes room without end.
  public void fullAfter(long bytes) throws IOException {
    volume.fullAfter(bytes);
  }

  /// Has each force run `hook` on its own thread before anything is durable.
  ///
  /// A hook that waits for a latch makes the disk slow, for just as long as the test wants, while
  /// all other calls go on. A hook must not force anything itself.
  public void onForce(Runnable hook) {
    volume.faults.onForce(hook);
  }

  /// Takes back every planned fault, the hook and the end of room. What is lost stays lost.
  public void heal() {
    volume.heal();
  }

  /// Makes all that was written so far durable, names too: the given part of a test.
  public void sync() throws IOException {
    volume.sync();
  }

  /// Cuts the power and gives it back: nothing remains that was not forced.
  ///
  /// All open channels are closed; the disk can be used at once by what is started next. Planned
  /// faults stay planned.
  public void powerCut() throws IOException {
    volume.powerCut(Luck.NONE);
  }

  /// Cuts the power, as a real disk does: some of what was not forced remains nevertheless.
  ///
  /// Of the writes to a file a first part remains in order, and behind them sometimes any others,
  /// each perhaps torn; of the changes to a directory the first few. The same `seed` after the same
  /// calls gives the same disk: print it in a failing test.
  public void powerCut(long seed) throws IOException {
    volume.powerCut(Luck.seeded(seed));
  }

  /// Flips the lowest bit of a byte, durably and without being noticed: bit rot.
  public void flipBit(Path file, long offset) throws IOException {
    volume.rot(DiskPath.of(file), offset, 1, bytes -> new byte[] {(byte) (bytes[0] ^ 1)});
  }

  /// Writes zeros over a range of the file, durably: a sector that was remapped, or never written.
  public void zero(Path file, long offset, int length) throws IOException {
    volume.rot(DiskPath.of(file), offset, length, bytes -> new byte[bytes.length]);
  }

  /// Cuts the file off at `size`, durably: a tail that was never written back.
  public void cutOff(Path file, long size) throws IOException {
    volume.cutOff(DiskPath.of(file), size);
  }

  /// Closes all channels and lets go of the real files, which stay where they are.
  @Override
  public void close() throws IOException {
    fileSystem.close();
  }
}
