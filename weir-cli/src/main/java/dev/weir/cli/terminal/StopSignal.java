package dev.weir.cli.terminal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SIGTERM and Ctrl-C, made into an orderly end of the main thread.
///
/// The JVM answers both with its shutdown hooks and is gone when the last one returns. Ours lets
/// the main thread close what it opened, in its order, and waits for that: [#STOP_MAX] at most,
/// which is less than service managers wait before they kill.
public final class StopSignal {
  private static final Logger log = LoggerFactory.getLogger(StopSignal.class);
  private static final Duration STOP_MAX = Duration.ofSeconds(25);

  private final boolean ofProcess;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final List<Runnable> actions = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private final Thread hook = new Thread(this::stop, "weir-stop");

  /// For the main thread alone: what fails from then on was up.
  private boolean started;

  /// Whether the JVM knows of us. For the main thread alone.
  private boolean installed;

  private StopSignal(boolean ofProcess) {
    this.ofProcess = ofProcess;
  }

  /// That of the process: SIGTERM, and Ctrl-C.
  public static StopSignal ofProcess() {
    return new StopSignal(true);
  }

  /// One that only [#ask] gives, for a command inside of a process that goes on.
  public static StopSignal inside() {
    return new StopSignal(false);
  }

  /// Ends the command, as Ctrl-C does.
  public void ask() {
    asked.countDown();
    actions.forEach(Runnable::run);
  }

  /// Whether somebody wants the command to end.
  public boolean asked() {
    return asked.getCount() == 0;
  }

  /// Whether the command would hear of it now.
  public boolean isWatched() {
    return !actions.isEmpty();
  }

  /// While this is open, a signal does not end the process at once: it runs the action, on a thread
  /// of its own, and leaves [#STOP_MAX] to the command to finish. Its exit code is
  /// [ExitCode#SIGNALLED] then.
  public Watch whenAsked(Runnable action) {
    actions.add(action);
    if (!install() || asked()) action.run();
    return () -> actions.remove(action);
  }

  /// Ends when the command has no more to finish.
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /// What runs until somebody wants the process to end: it starts, calls [#await], and closes what
  /// it opened.
  public interface Service {
    void run() throws Exception;
  }

  /// Runs a service to its orderly end.
  ///
  /// The JVM lets nobody add a shutdown hook once it has begun to end, and the libraries of a
  /// service that starts add some. So a start that fails behind a signal was stopped by it.
  public void run(Service service) throws Exception {
    if (!install()) return;
    try {
      service.run();
    } catch (Exception | LinkageError e) { // the latter of a class that adds a hook as it loads
      if (started || !signalled()) throw e;
      log.debug("The start was given up, for the process is to end", e);
    }
  }

  /// Whether the process goes on.
  private boolean install() {
    if (!ofProcess || installed) return true;
    try {
      installed = true;
      Runtime.getRuntime().addShutdownHook(hook);
      return true;
    } catch (IllegalStateException signalled) {
      return false; // nothing has started yet
    }
  }

  /// Blocks until somebody wants the process to end.
  public void await() throws InterruptedException {
    started = true;
    asked.await();
  }

  /// All is closed and said. A process that nobody signalled goes on to its own end.
  public void ended(int exitCode) {
    ended.complete(exitCode);
    // If it was signalled, the hook runs and ends the process.
    var _ = signalled();
  }

  /// Whether the JVM has begun to end. If it has not, nothing is left for the hook to close.
  private boolean signalled() {
    if (!ofProcess) return asked();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException signalled) {
      return true;
    }
  }

  /// A second signal is from somebody who does not want to wait.
  private void stop() {
    Signals.on("TERM", StopSignal::endAtOnce);
    Signals.on("INT", StopSignal::endAtOnce);
    ask();
    try {
      var exitCode = ended.get(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
      if (exitCode != ExitCode.SIGNALLED) Runtime.getRuntime().halt(exitCode);
    } catch (TimeoutException e) {
      System.err.printf(
          "weir: not stopped after %d s: something hangs, most likely Kafka. Ending anyway; what is"
              + " in the log is sent after the next start.%n",
          STOP_MAX.toSeconds());
      Runtime.getRuntime().halt(ExitCode.FAILED);
    } catch (InterruptedException | ExecutionException e) {
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
  }

  private static void endAtOnce() {
    System.err.println(
        "weir: ended by a second signal before the stop was over. What is in the log is sent after"
            + " the next start.");
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }
}
