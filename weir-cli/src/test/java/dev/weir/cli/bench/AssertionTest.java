package dev.weir.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.cli.load.CpuUse;
import dev.weir.cli.load.Tally;
import dev.weir.cli.load.Window;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AssertionTest {
  private static final CpuUse.Share CPU = new CpuUse.Share(1.25, 0.5);

  /// Within 10 s: 1,000 messages of 1 kB at once, after 20 ms, and 10 that failed.
  private static Tally tally() {
    var now = System.nanoTime();
    var second = TimeUnit.SECONDS.toNanos(1);
    var tally = new Tally(new Window(now - second, now + 9 * second), null);
    tally.done(now - TimeUnit.MILLISECONDS.toNanos(20), 1_000, 1_000_000);
    tally.failed(10, "Timeout", null);
    return tally;
  }

  @ParameterizedTest
  @CsvSource({
    "p50<10s,         true",
    "p50 > 19.9ms,    true",
    "p99<20ms,        false",
    "p99.9<=20000us,  false",
    "P90>=20ms,       true",
    "max<1.5s,        true",
    "rate>99/s,       true",
    "rate>=100msg/s,  true",
    "rate>100,        false",
    "rate>=100kB/s,   true",
    "rate<0.1MB/s,    false",
    "errors=10,       true",
    "errors==0,       false",
    "errors<1%,       true",
    "errors<0.5%,     false",
    "cpu<=1.25,       true",
    "cpu<1,           false",
  })
  void a_check_holds_or_not(String text, boolean holds) {
    assertThat(Assertion.parse(text).check(tally(), CPU).holds()).isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"p95<20ms", "p99<20", "p99~20ms", "p99<", "rate>fast", "errors<1ms", "cpu<x", ""})
  void what_is_no_check_is_told(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Assertion.parse(text));
  }

  @Test
  void where_nothing_was_measured_no_time_holds() {
    var nothing = new Tally(new Window(0, 1), null);

    assertThat(Assertion.parse("p99<20ms").check(nothing, CPU).holds()).isFalse();
    assertThat(Assertion.parse("errors=0").check(nothing, CPU).holds()).isTrue();
  }
}
