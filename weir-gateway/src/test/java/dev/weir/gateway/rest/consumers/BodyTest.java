package dev.weir.gateway.rest.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.web.RestException;
import org.junit.jupiter.api.Test;

class BodyTest {
  @Test
  void a_body_is_no_larger_than_what_may_be_made_of_it_on_the_heap() {
    var large = "{\"topics\":[" + "\"t\",".repeat(1 << 18) + "\"t\"]}";

    assertThatThrownBy(() -> Body.read(large.getBytes(UTF_8)))
        .isInstanceOfSatisfying(RestException.class, e -> assertThat(e.status()).isEqualTo(413));
  }
}
