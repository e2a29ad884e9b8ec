package dev.weir.gateway.api.profile;

import dev.weir.Clock;
import dev.weir.gateway.web.RestException;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jdk.jfr.Configuration;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records what the process does, once at a time and for a bounded time. Any thread.
///
/// A recording is read by others than those who may read the settings: what the recorder would note
/// of the environment, of system properties, of command lines and of the texts of errors is left
/// out.
final class Profiler implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Profiler.class);

  /// Of a recording; beyond it the oldest part of it goes.
  private static final long BYTES_MAX = 100L << 20;

  /// How long the end of one may take.
  private static final Duration END_AT_MOST = Duration.ofSeconds(30);

  /// What may tell a secret.
  private static final List<String> LEFT_OUT =
      List.of(
          "jdk.InitialEnvironmentVariable",
          "jdk.InitialSystemProperty",
          "jdk.InitialSecurityProperty",
          "jdk.SecurityPropertyModification",
          "jdk.JVMInformation",
          "jdk.StringFlag",
          "jdk.StringFlagChanged",
          "jdk.SystemProcess",
          "jdk.ProcessStart",
          "jdk.JavaErrorThrow",
          "jdk.JavaExceptionThrow");

  private final Recordings recordings;
  private final Clock clock;
  private @Nullable Running running;

  /// Why the last one came to nothing, or null.
  private volatile @Nullable String failure;

  Profiler(Recordings recordings, Clock clock) {
    this.recordings = recordings;
    this.clock = clock;
  }

  /// What is asked for.
  ///
  /// @param settings the name of one of the JVM's own
  record Wish(int seconds, String settings) {}

  /// One that is under way.
  record Running(
      String name, Wish wish, long begunMillis, CountDownLatch stop, CountDownLatch ended) {}

  synchronized @Nullable Running running() {
    return running;
  }

  @Nullable String failure() {
    return failure;
  }

  List<Recordings.Kept> kept() {
    return recordings.all();
  }

  Recordings recordings() {
    return recordings;
  }

  /// Starts one.
  ///
  /// @throws RestException where one is under way
  synchronized Running start(Wish wish) {
    if (running != null) {
      throw RestException.plain(
          409,
          "'%s' is being recorded. Wait for its end, or stop it with DELETE /api/profile"
              .formatted(running.name()));
    }
    refuseOthers();
    var recording = recording(wish);
    var begun = clock.millis();
    var name = Recordings.name(begun);
    var one = new Running(name, wish, begun, new CountDownLatch(1), new CountDownLatch(1));
    recording.start();
    running = one;
    failure = null;
    Thread.ofPlatform().name("profile").daemon().start(() -> run(one, recording));
    log.info("Recording {} for {} s", name, wish.seconds());
    return one;
  }

  /// What is recorded for one is in the files of all of them.
  private static void refuseOthers() {
    if (!FlightRecorder.isAvailable()) {
      throw RestException.plain(501, "This JVM has no flight recorder (module jdk.jfr)");
    }
    var others =
        FlightRecorder.getFlightRecorder().getRecordings().stream()
            .filter(other -> other.getState() == RecordingState.RUNNING)
            .map(other -> "'" + other.getName() + "'")
            .collect(Collectors.joining(", "));
    if (others.isEmpty()) return;
    throw RestException.plain(
        409,
        "The recording %s of somebody else is running in this process, and what it notes of the"
                .formatted(others)
            + " environment would be in ours. Stop it first (jcmd PID JFR.stop)");
  }

  private static Recording recording(Wish wish) {
    try {
      var recording = new Recording(Configuration.getConfiguration(wish.settings()));
      recording.setName("weir");
      recording.setToDisk(true);
      recording.setMaxSize(BYTES_MAX);
      LEFT_OUT.forEach(recording::disable);
      return recording;
    } catch (IOException | ParseException e) {
      throw RestException.plain(
              422, "This JVM has no settings '%s' to record with".formatted(wish.settings()))
          .because(e);
    }
  }

  /// Its thread waits for its end.
  private void run(Running one, Recording recording) {
    try (recording) {
      if (one.stop().await(one.wish().seconds(), TimeUnit.SECONDS))
        log.info("Recording is stopped");
      recording.stop();
      recording.dump(recordings.begin(one.name()));
      recordings.finish(one.name());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      failure = "Recording %s came to nothing: %s".formatted(one.name(), e);
      log.warn(
          "Recording {} came to nothing; see whether {} can be written to",
          one.name(),
          recordings.folder(),
          e);
    } finally {
      end(one);
    }
  }

  private synchronized void end(Running one) {
    running = null;
    one.ended().countDown();
  }

  /// Ends the one that is under way and waits until it is written; answers whether there was one.
  boolean stop() throws InterruptedException {
    var one = running();
    if (one == null) return false;
    one.stop().countDown();
    if (one.ended().await(END_AT_MOST.toSeconds(), TimeUnit.SECONDS)) return true;
    throw RestException.plain(503, "The recording is still being written. Look again later");
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RestException e) {
      log.warn("A recording is not whole", e);
    }
  }
}
