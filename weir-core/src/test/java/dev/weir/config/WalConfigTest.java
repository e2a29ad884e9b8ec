package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `wal:`, `breaker:` and the limits of clients.
final class WalConfigTest {
  @TempDir private Path folder;

  @Test
  void all_of_the_log_and_the_breaker_can_be_set() {
    var config =
        Configured.yaml(
                folder,
                "wal: { path: /log, mode: in-memory, limit: 4MB, segment: 1MB,",
                "       resend-period: 33s, resend-rate: 10000/s }",
                "breaker: { fails: 1, patience: 300ms, timeout: 20s, requests: 7, interval: 2h }",
                "limits: { message-bytes: 512KB, client-rate: 100/h, client-rate-bytes: 1GB/m,",
                "          rate-clients: 5, connections: 7, connections-per-client: 6 }")
            .read();

    assertThat(config.wal())
        .isEqualTo(
            new WalConfig(
                Path.of("/log"),
                WalMode.IN_MEMORY,
                4 << 20,
                1 << 20,
                Duration.ofSeconds(33),
                10_000));
    assertThat(config.breaker())
        .isEqualTo(
            new BreakerConfig(
                1, Duration.ofMillis(300), Duration.ofSeconds(20), 7, Duration.ofHours(2)));
    assertThat(config.limits().clientRate()).isEqualTo(new Rate(100, Duration.ofHours(1)));
    assertThat(config.limits().clientRateBytes())
        .isEqualTo(new Rate(1 << 30, Duration.ofMinutes(1)));
    assertThat(config.limits().rateClients()).isEqualTo(5);
    assertThat(config.limits().connections()).isEqualTo(7);
    assertThat(config.limits().connectionsPerClient()).isEqualTo(6);
  }

  @Test
  void the_log_is_among_the_files_of_weir() {
    assertThat(Configured.set("data=/d").read().wal().path()).isEqualTo(Path.of("/d/wal"));
  }

  @Test
  void a_log_that_cannot_turn_over_is_refused() {
    assertThat(Configured.set("wal.limit=255MB").problems())
        .containsExactly(
            "--set: wal.limit: '255MB' must hold 4 files of wal.segment (67,108,864 bytes); raise"
                + " it, or lower that");
    assertThat(Configured.set("wal.limit=256MB").problems()).isEmpty();
  }

  @Test
  void a_file_of_the_log_must_hold_two_messages() {
    assertThat(Configured.set("limits.message-bytes=1MB", "wal.segment=1MB").problems())
        .containsExactly(
            "--set: wal.segment: '1MB' must hold 2 messages of limits.message-bytes (1,048,576"
                + " bytes); raise it, or lower that");
    assertThat(Configured.set("limits.memory=8GB", "limits.message-bytes=513MB").problems())
        .containsExactly(
            "default: wal: segment must hold 2 messages of limits.message-bytes (537,919,488"
                + " bytes); raise it, or lower that");
    assertThat(Configured.set("limits.message-bytes=1MB", "wal.segment=2MB").problems()).isEmpty();
  }

  @Test
  void large_messages_bring_large_files() {
    var wal = Configured.set("limits.memory=1GB", "limits.message-bytes=99MB").read().wal();

    assertThat(wal.segmentBytes()).isEqualTo(198 << 20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wal.mode=on",
        "wal.mode=IN_MEMORY",
        "wal.limit=3MB",
        "wal.segment=1023KB",
        "wal.segment=1025MB",
        "wal.resend-period=-1s",
        "wal.resend-period=25h",
        "wal.resend-rate=off",
        "wal.resend-rate=100",
        "wal.resend-rate=100/m",
        "breaker.fails=0",
        "breaker.patience=0s",
        "breaker.timeout=soon",
        "breaker.requests=0",
        "breaker.interval=",
        "limits.client-rate=0/s",
        "limits.client-rate-bytes=5/d",
        "limits.rate-clients=0",
        "limits.connections=0",
        "limits.connections-per-client=0"
      })
  void what_no_log_breaker_or_limit_can_be_is_a_problem(String assignment) {
    assertThat(Configured.set(assignment).problems())
        .hasSize(1)
        .allMatch(line -> line.startsWith("--set: "));
  }
}
