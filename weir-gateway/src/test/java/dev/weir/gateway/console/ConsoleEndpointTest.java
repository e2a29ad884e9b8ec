package dev.weir.gateway.console;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.Asked;
import dev.weir.gateway.net.Field;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a browser is told of the console's pages.
@Tag("S19")
final class ConsoleEndpointTest {
  @ParameterizedTest
  @CsvSource({
    "GET, /console",
    "GET, /console/",
    "GET, /console/console.js",
    "GET, /console/none",
    "POST, /console/"
  })
  void nothing_runs_is_shown_or_asked_for_that_is_not_ours(String method, String path) {
    var answer = requireNonNull(new ConsoleEndpoint().refusal(Asked.of(method, path)));

    assertThat(answer.fields())
        .contains(
            new Field(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none';"
                    + " form-action 'self'"),
            new Field("X-Content-Type-Options", "nosniff"),
            new Field("Referrer-Policy", "no-referrer"),
            new Field("Cross-Origin-Opener-Policy", "same-origin"),
            new Field("Cross-Origin-Resource-Policy", "same-origin"))
        .noneMatch(field -> field.name().startsWith("Access-Control-"));
  }
}
