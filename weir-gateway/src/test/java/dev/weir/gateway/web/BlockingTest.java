package dev.weir.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Budget;
import dev.weir.gateway.Asked;
import dev.weir.gateway.net.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls that wait on threads of their own.
@Timeout(30)
final class BlockingTest {
  private final Budget budget = new Budget(1_000);
  private final Blocking blocking = new Blocking(budget);

  @Test
  void whatever_goes_wrong_is_answered() throws Exception {
    var answer =
        answer(
            blocking.resource(_ -> {
              throw new StackOverflowError();
            }));

    assertThat(answer.status()).isEqualTo(500);
  }

  @Test
  void whatever_goes_wrong_where_a_call_is_handed_on_is_answered() throws Exception {
    Resource broken =
        _ -> {
          throw new StackOverflowError();
        };

    assertThat(answer(call -> blocking.hand(call, broken)).status()).isEqualTo(500);
  }

  @Test
  void a_message_that_quotes_half_a_character_is_answered() throws Exception {
    var answer =
        answer(
            blocking.resource(_ -> {
              throw RestException.plain(400, "a\ud83d…");
            }));

    assertThat(new String(answer.body(), UTF_8)).contains("a?…");
  }

  private static Answer answer(Resource resource) throws Exception {
    var routes = new Routes(List.of(Route.get("/", Doc.of("A test."), resource)));
    var asked = Asked.get("/");
    var config = WeirConfig.read(Sources.of());
    new Site(routes, new ConfluentErrors(config::rest), config::rest).handle(asked);
    return asked.answer();
  }
}
