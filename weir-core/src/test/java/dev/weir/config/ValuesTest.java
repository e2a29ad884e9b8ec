package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1:8082 | 127.0.0.1 | 8082",
        "[::1]:0 | ::1 | 0",
        "[fe80::1]:65535 | fe80::1 | 65535",
        ":80 | 0.0.0.0 | 80",
        "my-host.example_x:1 | my-host.example_x | 1",
      })
  void an_address_has_a_host_and_a_port(String text, String host, int port) {
    assertThat(Address.parse(text)).isEqualTo(new Address.Tcp(host, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8082", "[::1]:0", "host:1"})
  void an_address_prints_as_it_was_written(String text) {
    assertThat(Address.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "host",
        "host:",
        "8082",
        "host:65536",
        "host:100000",
        "host:-1",
        "host:+1",
        "host:http",
        "::1:80",
        "[::1]",
        "[host]:1",
        "a b:1",
        "http://host:1",
        "OFF",
        "host:1 "
      })
  void what_is_no_address_is_refused(String text) {
    assertThatThrownBy(() -> Address.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not an address");
  }

  @Test
  void a_listener_may_be_off() {
    var listen =
        Configured.set("listen.http=off", "listen.grpc=off", "listen.unix=off").read().listen();

    assertThat(listen.http()).isEqualTo(new Address.Off());
    assertThat(listen.grpc()).isEqualTo(new Address.Off());
    assertThat(listen.unix()).isNull();
  }

  @Test
  void a_sockets_path_has_at_most_the_107_bytes_that_linux_allows() {
    assertThat(Configured.set("listen.unix=" + "x".repeat(107)).read().listen().unix())
        .isEqualTo(Path.of("x".repeat(107)));
    assertThat(Configured.set("listen.unix=" + "x".repeat(108)).problems()).hasSize(1);
    assertThat(Configured.set("listen.unix=" + "ä".repeat(54)).problems()).hasSize(1);
    assertThat(Configured.set("listen.unix=").problems()).hasSize(1);
    assertThat(Configured.set("listen.unix=a\u0000b").problems()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1b, 1",
    "1k, 1024",
    "1KB, 1024",
    "1KiB, 1024",
    "3MB, 3145728",
    "3 mb, 3145728",
    "1g, 1073741824",
    "1TiB, 1099511627776",
    "1048576, 1048576",
    "1024GB, 1099511627776"
  })
  void sizes_are_powers_of_1024(String text, long bytes) {
    assertThat(Values.size(text, 1, 1L << 40)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "1.5MB",
        "1PB",
        "MB",
        "1e3",
        "1 k b",
        "1025GB",
        "2TB",
        "999999999999999T",
        "9999999999999999",
        "1_000"
      })
  void what_is_no_size_or_out_of_range_is_refused(String text) {
    assertThatThrownBy(() -> Values.size(text, 1, 1L << 40))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a size such as 512KB or 1MB, from 1 to");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "65535, 65535", "10_000, 10000"})
  void a_count_may_be_grouped(String text, int count) {
    assertThat(Values.count(text, 0, 65_535)).isEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "65536", "99999999999", "1.0", "one", "0x10", "_"})
  void what_is_no_count_or_out_of_range_is_refused(String text) {
    assertThatThrownBy(() -> Values.count(text, 0, 65_535))
        .hasMessage("is not a whole number from 0 to 65535");
  }

  @ParameterizedTest
  @CsvSource({"300ms, 300", "5s, 5000", "10m, 600000", "2h, 7200000", "0s, 0", "1 s, 1000"})
  void a_duration_has_a_unit(String text, long millis) {
    assertThat(Values.duration(text, "0s", "2h")).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "5 sec", "1.5s", "-1s", "1h30m", "121m", "9999999999s", "s", "1d"})
  void what_is_no_duration_or_out_of_range_is_refused(String text) {
    assertThatThrownBy(() -> Values.duration(text, "0s", "2h"))
        .hasMessage("is not a duration such as 300ms, 5s, 10m or 2h, from 0s to 2h");
  }

  @ParameterizedTest
  @CsvSource({"5000/s, 5000, 1", "42/m, 42, 60", "1_000/h, 1000, 3600", "1 / s, 1, 1"})
  void a_rate_has_an_amount_and_a_time(String text, long amount, long seconds) {
    assertThat(Values.rate(text)).isEqualTo(new Rate(amount, Duration.ofSeconds(seconds)));
  }

  @Test
  void a_rate_of_bytes_has_a_size() {
    assertThat(Values.byteRate("5MB/s")).isEqualTo(new Rate(5 << 20, Duration.ofSeconds(1)));
    assertThat(Values.byteRate("1024/m")).isEqualTo(new Rate(1024, Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5000",
        "/s",
        "5000/",
        "5000/d",
        "0/s",
        "-1/s",
        "5MB/s",
        "1/s/s",
        "1000000001/s"
      })
  void what_is_no_rate_is_refused(String text) {
    assertThatThrownBy(() -> Values.rate(text))
        .hasMessage("is not a rate such as 5000/s, 42/m or 1000/h");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "0.1, 0.1", "1.0, 1", "0.000001, 0.000001"})
  void a_share_is_from_0_to_1(String text, double share) {
    assertThat(Values.share(text)).isEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.1", "-0.1", "10%", "NaN", "0,1", "1e-3", ".5", "0x1p-1", "0.5d"})
  void what_is_no_share_is_refused(String text) {
    assertThatThrownBy(() -> Values.share(text))
        .hasMessage("is not a share from 0 to 1, such as 0.1");
  }

  @Test
  void a_choice_is_written_in_small_letters() {
    assertThat(Values.choice("in-memory", WalMode.class)).isEqualTo(WalMode.IN_MEMORY);
    assertThatThrownBy(() -> Values.choice("IN_MEMORY", WalMode.class))
        .hasMessage("is none of fallback, always, in-memory, disable");
  }
}
