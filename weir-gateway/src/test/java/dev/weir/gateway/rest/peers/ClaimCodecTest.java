package dev.weir.gateway.rest.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimCodecTest {
  private static final Claim CLAIM = new Claim(new Name("grüße \"1\"", "a/b"), "5f3a", 7);
  private static final Home HOME = new Home("[fd00::1]:8082", "x/net:[1]");

  @Test
  void a_claim_is_read_as_it_was_written() {
    assertThat(ClaimCodec.claim(ClaimCodec.key(CLAIM))).isEqualTo(CLAIM);
    assertThat(ClaimCodec.home(ClaimCodec.value(HOME))).isEqualTo(HOME);
  }

  @Test
  void the_same_claim_has_the_same_key_or_the_topic_could_not_be_compacted() {
    assertThat(new String(ClaimCodec.key(CLAIM), UTF_8))
        .isEqualTo(
            "{\"group\":\"grüße \\\"1\\\"\",\"instance\":\"a/b\",\"gateway\":\"5f3a\",\"number\":7}");
  }

  @Test
  void no_value_withdraws() {
    assertThat(ClaimCodec.value(null)).isNull();
    assertThat(ClaimCodec.home(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7", "{\"group\":\"g\"}", "{\"gateway\":1,\"number\":1}"})
  void what_others_have_written_is_no_claim(String key) {
    assertThat(ClaimCodec.claim(key.getBytes(UTF_8))).isNull();
    assertThat(ClaimCodec.home(key.getBytes(UTF_8))).isNull();
  }
}
