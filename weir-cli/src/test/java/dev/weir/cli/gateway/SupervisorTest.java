package dev.weir.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class SupervisorTest {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @Test
  void a_gateway_tells_that_it_is_ready_that_it_lives_and_that_it_stops(@TempDir Path folder)
      throws Exception {
    var config =
        WeirConfig.read(
            Sources.of(
                "data=" + folder,
                "listen.http=127.0.0.1:0",
                "listen.grpc=off",
                "kafka.bootstrap.servers=127.0.0.1:1"));
    try (var supervisor = new Supervisor(heard::add, Duration.ofMillis(300))) {
      Gateway.run(
          () -> config,
          (_, _) -> {
            assertThat(next()).startsWith("READY=1\nSTATUS=Running");
            assertThat(next()).isEqualTo("WATCHDOG=1");
            assertThat(next()).isEqualTo("WATCHDOG=1");
          },
          supervisor);
    }

    assertThat(heard).anySatisfy(told -> assertThat(told).startsWith("STOPPING=1\nWATCHDOG=1\n"));
  }

  @Test
  void a_thread_that_does_not_move_keeps_the_watchdog_from_being_fed() throws Exception {
    try (var supervisor = new Supervisor(heard::add, Duration.ofMillis(30))) {
      var moves = new AtomicBoolean();
      var asked = new LinkedBlockingQueue<Boolean>();
      supervisor.ready(
          "Running",
          () -> {
            asked.add(true);
            return moves.get()
                ? CompletableFuture.completedFuture(null)
                : new CompletableFuture<>();
          });
      assertThat(next()).startsWith("READY=1");

      asked.take(); // the first is over when the second is asked for
      asked.take();
      assertThat(heard).isEmpty();
      moves.set(true);

      assertThat(next()).isEqualTo("WATCHDOG=1");
    }
  }

  @Test
  void a_reload_has_a_beginning_and_an_end() throws Exception {
    try (var supervisor = new Supervisor(heard::add, null)) {
      assertThat(supervisor.reloading(() -> "done").get()).isEqualTo("done");
    }

    assertThat(next()).matches("RELOADING=1\nMONOTONIC_USEC=\\d+\nSTATUS=.*");
    assertThat(next()).startsWith("READY=1\n");
  }

  @Test
  void the_patience_is_that_of_this_process_alone() {
    var own = Long.toString(ProcessHandle.current().pid());

    assertThat(Supervisor.patience(Map.of("WATCHDOG_USEC", "30000000")))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(Supervisor.patience(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", own)))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(Supervisor.patience(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1")))
        .isNull();
    assertThat(Supervisor.patience(Map.of("WATCHDOG_USEC", "soon"))).isNull();
    assertThat(Supervisor.patience(Map.of())).isNull();
  }

  private String next() throws InterruptedException {
    var told = heard.poll(20, TimeUnit.SECONDS);
    return told == null ? "nothing" : told;
  }
}
