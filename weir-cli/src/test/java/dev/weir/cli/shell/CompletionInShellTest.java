package dev.weir.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CompletionInShellTest {
  @ParameterizedTest
  @CsvSource({"orders-eu,oeu,true", "orders-eu,OE,true", "orders-eu,ueo,false", "a,,true"})
  void fuzzy_is_all_letters_in_their_order(String word, String letters, boolean holds) {
    assertThat(FuzzyMatcher.holds(word, letters == null ? "" : letters)).isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topics -X sasl.password=abc",
        "topics -X sasl.jaas.config='org…'",
        "context add prod --client-SECRET x",
        "!curl -H 'Authorization: Bearer abc'",
        "topics -X ssl.keystore.key=abc",
        "context edit prod --set registry.url=https://ana:abc@registry:8081"
      })
  void a_line_that_may_hold_a_secret_is_not_kept(String line) {
    assertThat(SafeHistory.mayHoldSecret(line)).isTrue();
  }
}
