package dev.weir.gateway.rest.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Budget;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class BlockingTest {
  private final WeirConfig settings = WeirConfig.read(Sources.of());
  private final Blocking blocking = new Blocking(new Budget(1 << 20));

  @Test
  void a_task_that_ends_by_an_error_of_the_machine_is_answered_too() throws Exception {
    var asked = Asked.get("/records");

    blocking.run(
        call(asked),
        _ -> {
          throw new StackOverflowError("deep");
        });

    assertThat(asked.answered().get(10, TimeUnit.SECONDS).status()).isEqualTo(500);
  }

  @Test
  void so_is_a_resource_that_does() throws Exception {
    var asked = Asked.get("/records");

    blocking.hand(
        call(asked),
        _ -> {
          throw new OutOfMemoryError("an answer of more than 2 GB");
        });

    assertThat(asked.answered().get(10, TimeUnit.SECONDS).status()).isEqualTo(500);
  }

  private Call call(Asked asked) {
    var target = new Target(asked, Map.of(), settings::rest);
    return new Call(asked, target, new Errors(settings::rest));
  }
}
