package dev.weir.testkit.disk;

import static dev.weir.testkit.disk.PlainFiles.bytes;
import static dev.weir.testkit.disk.PlainFiles.forceDirectory;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PlannedFailureTest {
  @TempDir Path temporary;
  private int disks;
  private FaultyDisk disk;
  private Path file;
  private FileChannel channel;

  @BeforeEach
  void open_a_file() throws IOException {
    disk = FaultyDisk.in(temporary.resolve("disk-" + ++disks));
    file = disk.path("file");
    Files.writeString(file, "0123456789");
    channel = FileChannel.open(file, READ, WRITE);
  }

  @AfterEach
  void close() throws IOException {
    disk.close();
  }

  private ThrowingCallable call(Operation operation) {
    return switch (operation) {
      case OPEN -> () -> FileChannel.open(file, READ).close();
      case READ -> () -> channel.read(ByteBuffer.allocate(1));
      case WRITE -> () -> channel.write(bytes("x"));
      case WRITE_AT -> () -> channel.write(bytes("x"), 1);
      case FORCE -> () -> channel.force(true);
      case TRUNCATE -> () -> channel.truncate(5);
      case LIST -> this::list;
      case CREATE_DIRECTORY -> () -> Files.createDirectory(disk.path("directory"));
      case MOVE -> () -> Files.move(file, disk.path("moved"));
      case DELETE -> () -> Files.delete(file);
    };
  }

  private void list() throws IOException {
    try (var names = Files.newDirectoryStream(disk.path(""))) {
      assertThat(names).isNotEmpty();
    }
  }

  @TestFactory
  Stream<DynamicTest> the_planned_call_fails_once_and_has_done_nothing() {
    return Arrays.stream(Operation.values())
        .map(operation -> dynamicTest(operation.name(), () -> fails_once(operation)));
  }

  private void fails_once(Operation operation) throws Throwable {
    open_a_file();
    disk.failCall(1, operation);

    assertThatThrownBy(call(operation))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("Input/output error", operation.name(), "planned");

    assertThat(disk.failures()).isEqualTo(1);
    assertThat(file).hasContent("0123456789");
    call(operation).call();
    disk.close();
  }

  @Test
  void the_nth_call_fails_of_those_named_and_those_around_it_do_not() throws IOException {
    disk.failCall(2, Operation.FORCE);

    channel.force(false);
    channel.write(bytes("not counted"));
    assertThatThrownBy(() -> channel.force(false)).hasMessageContaining("FORCE of /file");
    channel.force(false);

    assertThat(disk.calls(Operation.FORCE)).isEqualTo(3);
  }

  @Test
  void a_lasting_failure_lasts_until_it_is_healed() throws IOException {
    disk.failFrom(2, Operation.WRITE, Operation.WRITE_AT);

    channel.write(bytes("a"));
    assertThatThrownBy(() -> channel.write(bytes("b"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> channel.write(bytes("b"), 0)).isInstanceOf(IOException.class);
    disk.heal();
    channel.write(bytes("c"));

    assertThat(file).hasContent("ac23456789");
  }

  @Test
  void every_call_of_a_scenario_can_be_made_to_fail_in_turn() throws IOException {
    int n = 0;
    boolean met;
    do {
      n++;
      var victim = FaultyDisk.in(temporary.resolve("run-" + n));
      replaceSafely(victim, "old");
      victim.failCall(n);
      boolean told = succeeds(victim);
      met = victim.failures() > 0;
      victim.powerCut(n);
      victim.heal();

      var content = Files.readString(victim.path("config"));
      assertThat(content).as("after the failure of call %d", n).isIn("old", "new");
      assertThat(told).as("promise kept at call %d", n).isIn(false, content.equals("new"));
      victim.close();
    } while (met);

    assertThat(n).as("open, write, force, move, open, force, and a run that met none").isEqualTo(7);
  }

  /// The classic: write beside, force, rename, force the directory.
  private static void replaceSafely(FaultyDisk disk, String content) throws IOException {
    var beside = disk.path("config.new");
    try (var written = FileChannel.open(beside, CREATE, WRITE)) {
      written.write(bytes(content));
      written.force(true);
    }
    Files.move(beside, disk.path("config"), ATOMIC_MOVE);
    forceDirectory(disk.path(""));
  }

  private static boolean succeeds(FaultyDisk disk) {
    try {
      replaceSafely(disk, "new");
      return true;
    } catch (IOException planned) {
      return false;
    }
  }

  @Test
  void a_force_is_as_slow_as_a_latch_and_others_go_on_meanwhile() throws Exception {
    var started = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    disk.onForce(() -> {
      started.countDown();
      await(goOn);
    });

    var force = CompletableFuture.runAsync(this::force);
    await(started);
    channel.write(bytes("meanwhile"));

    assertThat(force).isNotDone();
    goOn.countDown();
    assertThat(force).succeedsWithin(10, TimeUnit.SECONDS);
  }

  @Test
  void a_power_cut_during_a_force_kills_it_and_promises_nothing() throws Exception {
    disk.sync();
    var started = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    disk.onForce(() -> {
      started.countDown();
      await(goOn);
    });
    channel.write(bytes("X"));
    var force = CompletableFuture.runAsync(this::force);
    await(started);

    disk.powerCut();
    goOn.countDown();

    assertThat(force)
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableThat()
        .withRootCauseInstanceOf(ClosedChannelException.class);
    assertThat(file).hasContent("0123456789");
  }

  private void force() {
    try {
      channel.force(false);
    } catch (IOException problem) {
      throw new AssertionError(problem);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
