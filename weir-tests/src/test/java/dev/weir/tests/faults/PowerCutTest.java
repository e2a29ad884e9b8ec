package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.tests.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The power goes away, time and again, while the broker stands still: what was acknowledged at
/// level `journal` is on the disk alone.
///
/// The log is on a file system in an image file. The gateway is frozen, and the image copied: what
/// the gateway had written and not forced is in the memory of the image's file system, and not in
/// the copy. The next gateway goes on with the copy. What is in memory alone, or was written by
/// syncs that do nothing, must be lost that way, or the test would prove nothing.
@Tag("chaos")
@Timeout(600)
class PowerCutTest {
  private static final int CUTS = Integer.getInteger("weir.cuts", 10);
  private static final int CUTS_OF_THE_CONTROL = Math.max(3, CUTS / 4);
  private static final int IMAGE_MEGABYTES = 512;
  private static final int REQUESTS_AT_LEAST = 20;
  private static final Duration LOAD_AT_MOST = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final Random random = new Random();
  private Broker broker;
  private Topic topic;
  private Path image;

  @BeforeEach
  void start() throws Exception {
    image = folder.resolve("disk.img");
    assumeTrue(Disk.image(image, IMAGE_MEGABYTES), "an image needs mkfs.ext4");
    assumeTrue(
        Disk.runs(Disk.mounted(image, Files.createDirectory(log())), "true"),
        "a file system in an image needs the right to mount, such as root has");
    broker = Broker.start(folder.resolve("kafka"));
    topic = Topic.create(broker.bootstrapServers(), "rides");
  }

  @AfterEach
  void stop() throws Exception {
    if (broker != null) broker.close();
  }

  private Path log() {
    return folder.resolve("log");
  }

  @Test
  void what_is_on_the_log_survives_power_cuts() throws Exception {
    var verdict = cut(gateway("journal"), CUTS);

    Result.of("M2", "%d power cuts, journal: %s".formatted(CUTS, verdict.text()));
    verdict.isClean();
  }

  @Test
  void what_is_in_memory_alone_does_not() throws Exception {
    control("at level memory", gateway("memory"));
  }

  @Test
  void what_the_disk_was_not_made_to_keep_does_not() throws Exception {
    var gateway = Disk.failing(gateway("journal"), log(), folder);
    Disk.fail(folder);

    control("syncs that do nothing", gateway.withEnvironment("FAILING_SYNC_SILENTLY", "yes"));
  }

  private void control(String what, Gateway gateway) throws Exception {
    var verdict = cut(gateway, CUTS_OF_THE_CONTROL);

    Result.of(
        "M2",
        "%d power cuts, control, %s: %s".formatted(CUTS_OF_THE_CONTROL, what, verdict.text()));
    assertThat(verdict.lost()).as("lost").isNotEmpty();
    assertThat(verdict.corrupt()).isEmpty();
    assertThat(verdict.phantom()).isEmpty();
  }

  private Verdict cut(Gateway fresh, int cuts) throws Exception {
    broker.process().signal("STOP");
    try (var gateway = fresh.start();
        var load = Load.start(gateway.push(), "rides", Load.Plan.JOURNAL)) {
      for (var cut = 0; cut < cuts; cut++) {
        var before = load.count(Answer::acknowledged);
        Await.until(
            "there is something to lose",
            LOAD_AT_MOST,
            () -> load.count(Answer::acknowledged) > before + REQUESTS_AT_LEAST);
        Await.pass(Duration.ofMillis(random.nextInt(1_000)));
        cutPower(gateway);
        gateway.start();
      }
      load.stop();
      broker.process().signal("CONT");
      gateway.drains();
      return topic.check(load);
    }
  }

  private Gateway gateway(String level) {
    return new Gateway(folder.resolve("weir"), broker.bootstrapServers())
        .with("wal.path", log().toString())
        .with("wal.limit", "300MB")
        .with("wal.segment", "4MB")
        .with("acks.push", level)
        .under(Disk.mounted(image, log()));
  }

  private void cutPower(Gateway gateway) throws IOException, InterruptedException {
    var copy = folder.resolve("copy.img");
    gateway.process().signal("STOP");
    assertThat(Disk.runs(new String[] {"cp", "--sparse=always"}, image.toString(), copy.toString()))
        .isTrue();
    gateway.process().kill();
    Files.move(copy, image, StandardCopyOption.REPLACE_EXISTING);
  }
}
