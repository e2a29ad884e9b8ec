package dev.weir.cli.shell;

import dev.weir.cli.completion.Names;
import dev.weir.cli.terminal.Stdout;
import dev.weir.cli.terminal.StopSignal;
import dev.weir.cli.terminal.Terminal;
import dev.weir.cli.terminal.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The names in the session's cluster. They are asked for anew when they are [#OLD], in the
/// background; who asks waits for that [#WAIT_MAX] and gets the ones from before after that.
///
/// Used by the thread that completes, alone.
final class LiveNames implements Names {
  private static final Duration OLD = Duration.ofSeconds(10);
  private static final Duration WAIT_MAX = Duration.ofMillis(300);

  private final World.Host host;
  private final Session session;
  private List<String> lines = List.of();
  private CompletableFuture<List<String>> asked = CompletableFuture.completedFuture(lines);
  private long askedNanos;
  private String cluster = "";

  LiveNames(World.Host host, Session session) {
    this.host = host;
    this.session = session;
  }

  @Override
  public List<String> of(String kind) {
    refresh();
    try {
      lines = asked.get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Those from before are better than none, and the next time there may be others.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var start = kind + "\t";
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .toList();
  }

  /// Asks, where it is time to.
  void refresh() {
    var world = session.around(StopSignal.inside());
    var other =
        "%s %s".formatted(world.env().get("WEIR_CONTEXT"), world.env().get("WEIR_BOOTSTRAP"));
    if (!other.equals(cluster)) lines = List.of();
    else if (!asked.isDone() || System.nanoTime() - askedNanos < OLD.toNanos()) return;
    cluster = other;
    askedNanos = System.nanoTime();
    asked = CompletableFuture.supplyAsync(() -> ask(world), Thread::startVirtualThread);
  }

  private List<String> ask(World world) {
    var out = new ByteArrayOutputStream();
    var silent =
        new World(
            new ByteArrayInputStream(new byte[0]),
            new Stdout(out),
            new PrintWriter(Writer.nullWriter()),
            world.env(),
            world.folder(),
            Terminal.none(),
            world.stop());
    host.run(silent, "__complete", "--timeout", "3s");
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
