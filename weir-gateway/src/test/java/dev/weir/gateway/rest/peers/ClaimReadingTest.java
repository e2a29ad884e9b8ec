package dev.weir.gateway.rest.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.delivery.Budget;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimReadingTest {
  private static final Home HOME = new Home("127.0.0.1:8082", "");
  private static final Name NAME = new Name("g", "one");

  private final Mine mine = new Mine("5f3a");
  private final List<Name> lost = new ArrayList<>();
  private final Gateway gateway =
      new Gateway(mine, new PeerClient(new Budget(1 << 20), () -> null, null), () -> 0, lost::add);
  private final Claims claims = new Claims();
  private final ClaimReading reading =
      new ClaimReading(gateway, claims, new Here(HOME, ""), new NoLog());

  private record NoLog() implements ClaimReading.Opening {
    @Override
    public @Nullable ClaimLog present() {
      return null;
    }

    @Override
    public void again() {
      throw new IllegalStateException("there is none");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"address\":7}",
        "{\"address\":\"off\"}",
        "{\"address\":\"h:1/x?\"}",
        "{\"address\":\"u@h:1\"}",
        "{\"address\":\"a b\"}"
      })
  void what_is_no_address_neither_stands_nor_withdraws(String value) {
    var claim = won();
    reading.record(record(claim, ClaimCodec.value(HOME)));

    reading.record(record(claim, value.getBytes(UTF_8)));

    assertThat(claims.owner(NAME)).isNotNull().extracting(Standing::home).isEqualTo(HOME);
    assertThat(lost).isEmpty();
    assertThat(mine.owns(NAME)).isTrue();
  }

  @Test
  void a_claim_that_another_gateway_withdraws_is_lost() {
    var claim = won();
    reading.record(record(claim, ClaimCodec.value(HOME)));

    reading.record(record(claim, null));

    assertThat(claims.owner(NAME)).isNull();
    assertThat(lost).containsExactly(NAME);
  }

  private Claim won() {
    var claim = mine.begin(NAME);
    mine.won(requireNonNull(claim));
    return claim;
  }

  private static ConsumerRecord<byte[], byte[]> record(Claim claim, byte @Nullable [] value) {
    return new ConsumerRecord<>("claims", 0, 0, ClaimCodec.key(claim), value);
  }
}
