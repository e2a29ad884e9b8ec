package dev.weir.gateway.api.groups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResetWishTest {
  @Test
  void it_is_the_same_on_the_command_line() {
    var some =
        wish(
            """
            {"to": "-1h", "topics": [{"topic": "rides", "partition": 0},
                                     {"topic": "rides", "partition": 2}, {"topic": "taxis"}]}
            """);

    assertThat(some.command("billing"))
        .isEqualTo("weir groups reset billing --to -1h --topic rides:0,2 --topic taxis --execute");
    assertThat(wish("{\"to\":\"end\"}").command("it's $mine"))
        .isEqualTo("weir groups reset 'it'\\''s $mine' --to end --execute");
    assertThat(wish("{\"to\":\"+5\"}").command("billing")).isNull();
  }

  @Test
  void it_says_either_a_place_or_offsets() {
    var both = "{\"to\":\"end\",\"offsets\":[{\"topic\":\"t\",\"partition\":0,\"offset\":1}]}";

    assertThatThrownBy(() -> wish("{}")).hasMessageContaining("Where is the group to be set?");
    assertThatThrownBy(() -> wish(both)).hasMessageContaining("either \"to\"");
  }

  @Test
  void an_offset_is_a_whole_number() {
    var wrong = "{\"offsets\":[{\"topic\":\"t\",\"partition\":0,\"offset\":\"-1\"}]}";

    assertThatThrownBy(() -> wish(wrong)).hasMessageContaining("'-1' is no whole number");
  }

  private static ResetWish wish(String json) {
    return ResetWish.read(json.getBytes(UTF_8));
  }
}
