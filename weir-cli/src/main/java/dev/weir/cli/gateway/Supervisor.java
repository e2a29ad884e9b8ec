package dev.weir.cli.gateway;

import dev.weir.gateway.net.NotifySocket;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The service manager that this process runs under, where it is one that wants to hear how the
/// process is: systemd, for a unit of `Type=notify`.
///
/// ```
/// start ──▶ READY ──▶ RELOADING ──▶ READY ──▶ … ──▶ STOPPING ──▶ end
///             └─ WATCHDOG, three times in WatchdogSec, while all threads take their turns
/// ```
///
/// systemd ends and restarts a process from which no WATCHDOG comes for `WatchdogSec`. A manager
/// that hears nothing is told of in the log, and nothing else changes.
final class Supervisor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
  private static final int PINGS_IN_TIME = 3;

  /// Where notifications go.
  @FunctionalInterface
  interface Ear extends AutoCloseable {
    void hear(String notification) throws IOException;

    @Override
    default void close() throws IOException {}
  }

  private final @Nullable Ear ear;

  /// Within which it wants to hear something; null where it does not care.
  private final @Nullable Duration patience;

  private final CountDownLatch stopping = new CountDownLatch(1);

  Supervisor(@Nullable Ear ear, @Nullable Duration patience) {
    this.ear = ear;
    this.patience = patience;
  }

  static Supervisor none() {
    return new Supervisor(null, null);
  }

  /// The one that the environment names, if it does.
  static Supervisor in(Map<String, String> environment) {
    var socket = environment.getOrDefault("NOTIFY_SOCKET", "");
    if (!socket.startsWith("/") && !socket.startsWith("@")) return none();
    try {
      return new Supervisor(ear(NotifySocket.to(socket)), patience(environment));
    } catch (IOException e) {
      log.warn("The service manager is not told how this process is: {}", e.getMessage());
      return none();
    }
  }

  private static Ear ear(NotifySocket socket) {
    return new Ear() {
      @Override
      public void hear(String notification) throws IOException {
        socket.send(notification);
      }

      @Override
      public void close() throws IOException {
        socket.close();
      }
    };
  }

  static @Nullable Duration patience(Map<String, String> environment) {
    var whose = environment.get("WATCHDOG_PID");
    if (whose != null && !whose.equals(Long.toString(ProcessHandle.current().pid()))) return null;
    var micros = environment.getOrDefault("WATCHDOG_USEC", "");
    if (!micros.matches("[1-9]\\d{0,17}")) return null;
    return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(Long.parseLong(micros)));
  }

  /// All is open.
  ///
  /// @param turn gives what is done when all threads that messages pass have had a turn
  void ready(String status, Supplier<CompletableFuture<Void>> turn) {
    tell("READY=1\nSTATUS=" + status);
    if (ear == null || patience == null) return;
    var every = patience.dividedBy(PINGS_IN_TIME);
    Thread.ofPlatform().name("weir-watchdog").daemon().start(() -> watch(turn, every));
  }

  /// Between this and its end the settings are read again.
  <T> Supplier<T> reloading(Supplier<T> reload) {
    if (ear == null) return reload;
    return () -> {
      tell(
          "RELOADING=1\nMONOTONIC_USEC=%d\nSTATUS=Reads its settings again"
              .formatted(TimeUnit.NANOSECONDS.toMicros(System.nanoTime())));
      try {
        return reload.get();
      } finally {
        tell("READY=1\nSTATUS=Running; the settings were read again");
      }
    };
  }

  void stopping() {
    stopping.countDown();
    // The stop has its own bound, and the threads end in it.
    tell("STOPPING=1\nWATCHDOG=1\nSTATUS=Sees what it accepted to its outcome");
  }

  private void watch(Supplier<CompletableFuture<Void>> turn, Duration every) {
    try {
      do {
        if (alive(turn.get(), every)) tell("WATCHDOG=1");
      } while (!stopping.await(every.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean alive(CompletableFuture<Void> turn, Duration within)
      throws InterruptedException {
    try {
      turn.get(within.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      log.warn(
          "A thread that messages pass has not moved for {} s. If that goes on, the service manager"
              + " restarts this process; what is in the log is sent then.",
          within.toSeconds());
    } catch (ExecutionException e) {
      log.error("A thread that messages pass takes no more work", e.getCause());
    }
    return false;
  }

  private void tell(String notification) {
    if (ear == null) return;
    try {
      ear.hear(notification);
    } catch (IOException e) {
      log.warn("The service manager was not told '{}': {}", notification, e.getMessage());
    }
  }

  @Override
  public void close() {
    stopping.countDown();
    try {
      if (ear != null) ear.close();
    } catch (IOException e) {
      log.debug("The socket of the service manager was not closed", e);
    }
  }
}
