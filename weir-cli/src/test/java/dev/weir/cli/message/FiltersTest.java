package dev.weir.cli.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.units.Glob;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// Which messages the filters let pass.
final class FiltersTest {
  private static final String JSON =
      """
      {"a": {"b": [1, 2.50, "x"]}, "a b": "c d", "n": null, "t": true, "s": "Oslo", "e": []}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          .                       ; true
          .a                      ; true
          .missing                ; false
          .n                      ; false
          .t                      ; true
          .t == true              ; true
          .a.b[1] == 2.5          ; true
          .a.b[-1] == "x"         ; true
          .a.b[3] == null         ; true
          .["a b"] == "c d"       ; true
          ."a b" != "c d"         ; false
          .a["b"][0] >= 1         ; true
          .a.b[0] < -1            ; false
          .s > "Bergen" and .t    ; true
          .n or .s == "x"         ; false
          .n or .s == "Oslo"      ; true
          .n and .n or .t         ; true
          .n and (.n or .t)       ; false
          .n | not              ; true
          (.s == "x") | not     ; true
          .s | test("^Os")      ; true
          .s | test("(?i)^os")  ; true
          (.s | startswith("Os")) and (.t | not) ; false
          .s | endswith("lo")   ; true
          .s | contains("sl")   ; true
          .a.b | contains("x")  ; true
          .a | has("b")         ; true
          .a | has("c")         ; false
          .a.b | length == 3    ; true
          .e | length > 0       ; false
          .e == .e                ; true
          .a == .e                ; false
          .n < .t                 ; true
          1e2 == 100              ; true
          .s == "\\u004fslo"      ; true
          """)
  void json_is_asked_as_jq_asks(String question, boolean answer) {
    assertThat(Jq.of(question).test(JSON)).isEqualTo(answer);
  }

  @Test
  void what_is_no_json_is_never_meant() {
    assertThat(Jq.of(". | not").test("{")).isFalse();
    assertThat(Jq.of(". == null").test("null")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          .a ==            | 6 | something is missing
          .a = 1           | 4 | '= 1' has no meaning
          .a.b[            | 6 | a text in "quotes" is wanted
          (.a              | 4 | ')' is wanted
          select(.a)       | 1 | 'select' is unknown
          test("[")        | 6 | '[' is no regular expression
          $x               | 1 | '$' has no meaning
          """)
  void what_is_no_question_is_told_with_its_position(String question, int position, String why) {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> Jq.of(question))
        .withMessageContaining("at position %d, %s".formatted(position, why))
        .matches(failure -> failure.exitCode() == ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "ride-*,ride-1,true",
    "ride-*,a ride-1,false",
    "r?de,ride,true",
    "r?de,rde,false",
    "[a-c]x,bx,true",
    "[!a-c]x,bx,false",
    "[a,[a,true",
    "a.b,axb,false",
    "\\*,*,true",
    "\\*,a,false",
    "*,'',true",
  })
  void globs_match_whole_texts(String glob, String text, boolean matches) {
    assertThat(Glob.of(glob).test(text)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "--grep=^ke,true",
    "--grep=lue$,true",
    "--grep=on+e,true",
    "--grep=trace,true",
    "--grep=x,false",
    "--key=k*,true",
    "--key=k,false",
    "--header=trace,true",
    "--header=trace=o*,true",
    "--header=trace=two,false",
    "--header=span,false",
    "--jq=.,false",
  })
  void keys_values_and_headers_are_looked_at(String option, boolean meant) {
    assertThat(filter(option).any()).isTrue();
    assertThat(meant(option)).isEqualTo(meant);
  }

  @Test
  void all_that_is_asked_must_be_so() {
    assertThat(meant("--key=key", "--grep=value", "--header=trace=one")).isTrue();
    assertThat(meant("--key=key", "--grep=other", "--header=trace=one")).isFalse();
    assertThat(meant("--header=trace=one", "--header=span")).isFalse();
    assertThat(filter().any()).isFalse();
    assertThat(meant()).isTrue();
  }

  @Test
  void what_is_not_there_is_not_found() {
    var tombstone = new ConsumerRecord<byte[], byte[]>("t", 0, 0, null, null);

    for (var option : new String[] {"--grep=.*", "--key=*", "--jq=. | not"}) {
      var filter = filter(option).filter(Decoder.NONE, Decoder.NONE);
      assertThat(filter.test(tombstone)).as(option).isFalse();
    }
  }

  private static boolean meant(String... options) {
    var message = new ConsumerRecord<>("t", 0, 0, "key".getBytes(UTF_8), "value".getBytes(UTF_8));
    message.headers().add("trace", "one".getBytes(UTF_8)).add("empty", null);
    return filter(options).filter(Decoder.NONE, Decoder.NONE).test(message);
  }

  private static Filters filter(String... options) {
    var filters = new Filters();
    new CommandLine(filters).parseArgs(options);
    return filters;
  }
}
