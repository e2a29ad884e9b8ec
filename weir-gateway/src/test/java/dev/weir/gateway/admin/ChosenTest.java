package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChosenTest {
  @Test
  void some_are_chosen_by_their_sequence() throws Exception {
    var chosen = read("{\"sequences\":[17,18]}");

    assertThat(chosen.test(17)).isTrue();
    assertThat(chosen.test(19)).isFalse();
  }

  @Test
  void all_are_chosen_by_that_word() throws Exception {
    assertThat(read("{\"all\":true}").test(1)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"all\":false}",
        "{\"all\":\"true\"}",
        "{\"sequences\":[]}",
        "{\"sequences\":[\"1\"]}",
        "{\"sequences\":[1]",
        "{\"sequences\":[99999999999999999999]}",
        "{\"all\":true,\"sequences\":[1]}",
        "{\"some\":1}"
      })
  void what_does_not_say_which_is_refused(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(Chosen.Unreadable.class)
        .hasMessageContaining("{\"all\":true}");
  }

  private static Chosen read(String body) throws Chosen.Unreadable {
    return Chosen.read(body.getBytes(StandardCharsets.UTF_8));
  }
}
