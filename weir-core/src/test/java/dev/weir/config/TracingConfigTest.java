package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TracingConfigTest {
  private static final String SECRET = "s3cret-of-the-collector";

  @ParameterizedTest
  @CsvSource({
    "http://collector:4318, http://collector:4318/v1/traces",
    "http://collector:4318/, http://collector:4318/v1/traces",
    "https://traces.example.com/otlp/v1/traces, https://traces.example.com/otlp/v1/traces"
  })
  void an_address_without_a_path_is_where_collectors_take_spans(String given, String meant) {
    assertThat(Configured.set("tracing.otlp=" + given).read().tracing().otlp())
        .isEqualTo(URI.create(meant));
  }

  @Test
  void all_of_it_can_be_set() {
    var tracing =
        new Configured(
                null,
                Map.of(),
                List.of(
                    "tracing.otlp=http://collector:4318",
                    "tracing.ratio=0.25",
                    "tracing.service=edge",
                    "tracing.headers=Authorization=Bearer a=b, X-Scope=one",
                    "tracing.timeout=2s"))
            .read()
            .tracing();

    assertThat(tracing)
        .isEqualTo(
            new TracingConfig(
                URI.create("http://collector:4318/v1/traces"),
                0.25,
                "edge",
                Map.of("Authorization", "Bearer a=b", "X-Scope", "one"),
                Duration.ofSeconds(2)));
  }

  @Test
  void a_header_is_a_secret() {
    var config = Configured.set("tracing.headers=Authorization=Bearer " + SECRET).read();

    assertThat(config.tracing().toString()).doesNotContain(SECRET).contains("Authorization");
    assertThat(config.settings()).noneMatch(setting -> setting.value().contains(SECRET));
    assertThat(config.settings())
        .anyMatch(one -> one.key().equals("tracing.headers") && one.secret());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tracing.otlp=collector:4318",
        "tracing.otlp=ftp://collector",
        "tracing.ratio=1.5",
        "tracing.ratio=-0.1",
        "tracing.ratio=often",
        "tracing.service= ",
        "tracing.headers=s3cret-of-the-collector",
        "tracing.headers=two words=s3cret-of-the-collector",
        "tracing.headers=Name=s3cret-of-the-collector\u00e4",
        "tracing.headers=Host=s3cret-of-the-collector",
        "tracing.timeout=1ms"
      })
  void what_cannot_be_right_is_a_problem_that_tells_no_secret(String wrong) {
    assertThat(Configured.set(wrong).problems())
        .singleElement()
        .asString()
        .startsWith("--set: tracing.")
        .doesNotContain(SECRET);
  }

  @Test
  void a_user_in_the_address_is_refused() {
    assertThat(Configured.set("tracing.otlp=http://me:" + SECRET + "@collector:4318").problems())
        .singleElement()
        .asString()
        .contains("tracing.otlp")
        .contains("tracing.headers")
        .doesNotContain(SECRET);
  }
}
