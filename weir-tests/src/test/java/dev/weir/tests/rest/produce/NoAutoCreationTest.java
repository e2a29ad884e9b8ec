package dev.weir.tests.rest.produce;

import static dev.weir.tests.rest.produce.ProduceErrorsTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Topics that are not there and that nobody makes.
@Timeout(120)
class NoAutoCreationTest {
  private static final Duration AT_ONCE = Duration.ofSeconds(4);
  private static final String GOOD = "{\"records\":[{\"value\":1}]}";

  @RegisterExtension
  static final WeirExtension refusing = WeirExtension.create().with("rest.auto-create", "false");

  @RegisterExtension static final WeirExtension strict = strict();

  private static WeirExtension strict() {
    var weir = WeirExtension.create();
    weir.kafka().with("auto.create.topics.enable", "false");
    return weir;
  }

  @Test
  void the_gateway_may_be_told_to_make_none() {
    var answer = new Produce(refusing).json("missing", GOOD);

    refused(answer, 404, 40401);
    assertThat(Produce.read(answer).get("message").asText()).isEqualTo("Topic missing not found");
  }

  @Test
  void a_topic_that_the_broker_does_not_make_is_refused_at_once() {
    var took =
        Await.quickest(
            AT_ONCE,
            () -> {
              var begun = System.nanoTime();
              refused(new Produce(strict).json("missing", GOOD), 404, 40401);
              refused(new Produce(strict).json("missing?async=true", GOOD), 404, 40401);
              return Await.since(begun);
            });

    assertThat(took).isLessThan(AT_ONCE);
  }

  @Test
  void a_topic_that_is_made_in_the_meantime_is_found() {
    var produce = new Produce(strict);
    refused(produce.json("later", GOOD), 404, 40401);

    strict.kafka().createTopic("later", 1);

    assertThat(produce.json("later", GOOD).statusCode()).isEqualTo(200);
    strict.kafka().topic("later").eventuallyContainsExactly("1");
  }

  @Test
  void a_partition_that_is_not_there_is_refused() {
    refusing.kafka().createTopic("one", 1);

    var first = new Produce(refusing).post("/topics/one/partitions/0", "application/json", GOOD);
    var second = new Produce(refusing).post("/topics/one/partitions/1", "application/json", GOOD);

    assertThat(first.statusCode()).isEqualTo(200);
    refused(second, 404, 40402);
  }
}
