package dev.weir.tests.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What `/api/lanes` and its neighbours tell while sinks come and go.
@Timeout(180)
class LanesTest {
  private static final String BREAKER = "/api/lanes/kafka/breaker";

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("breaker.patience", "300ms")
          .with("breaker.timeout", "1s")
          .with("limits.client-rate", "100000/s")
          .with("routes.0.topic", "slow*")
          .with("routes.0.to", "kafka")
          .with("routes.0.rate", "3/m");

  private final DeliveryApi api = new DeliveryApi(weir);

  @Test
  void an_outage_is_told_and_so_is_its_end() {
    api.push("outage", 1, "");
    api.lane(lane -> lane.path("waiting").asInt() == 0);
    weir.kafka().stop();

    api.push("outage", 500, "");

    var away =
        api.lane(lane ->
            !lane.path("breaker").asText().equals("closed")
                && lane.path("waiting").asInt() == 500
                && !lane.path("lastFailure").isNull());
    assertThat(away.path("oldest").asLong())
        .isBetween(1L, api.get("/api/lanes").path("at").asLong());
    assertThat(away.at("/lastFailure/text").asText()).contains("breaker.patience");
    assertThat(away.path("since").asLong()).isPositive();
    assertThat(away.path("held").asBoolean()).isFalse();
    weir.kafka().start();
    var back =
        api.lane(lane ->
            lane.path("breaker").asText().equals("closed") && lane.path("waiting").asInt() == 0);
    assertThat(back.path("oldest").isNull()).isTrue();
  }

  @Test
  void a_tripped_sink_keeps_all_until_the_reset() {
    var tripped = api.post(BREAKER, "{\"action\":\"trip\"}");
    api.push("tripped", 300, "");

    assertThat(tripped.path("breaker").asText()).isEqualTo("open");
    assertThat(tripped.path("held").asBoolean()).isTrue();
    assertThat(tripped.path("nextTryAt").isNull()).isTrue();
    api.lane(lane -> lane.path("waiting").asInt() == 300 && lane.path("queued").asInt() == 0);
    var listed = api.get("/api/wal/kafka?topic=tripped&limit=2");
    assertThat(listed.path("messages")).hasSize(2);
    assertThat(listed.path("of").asInt()).isEqualTo(300);
    assertThat(listed.at("/messages/0/value/text").asText()).isEqualTo("m0");
    api.post(BREAKER, "{\"action\":\"reset\"}");
    var back =
        api.lane(lane ->
            lane.path("waiting").asInt() == 0
                && lane.path("breaker").asText().equals("closed")
                && lane.at("/replay/done").asInt() == 300);
    assertThat(back.at("/replay/total").asInt()).isEqualTo(300);
  }

  @Test
  void what_is_not_there_is_not_changed() {
    api.post(404, "/api/lanes/nowhere/breaker", "{\"action\":\"trip\"}");
    api.post(404, "/api/lanes/nowhere/drain", "");
    var wrong = api.post(422, BREAKER, "{\"action\":\"break\"}");

    assertThat(wrong.path("detail").asText()).contains("trip and reset");
    assertThat(api.lane().path("held").asBoolean()).isFalse();
  }

  @Test
  void rates_are_told_with_what_is_used_of_them() {
    api.push("slowly", 3, "");
    weir.post("/push", "{\"records\":[{\"topic\":\"slowly\",\"data\":\"x\"}]}");

    var rates = api.get("/api/limits").path("rates");

    assertThat(rates.path(0).toString())
        .isEqualTo(
            "{\"of\":\"topic\",\"name\":\"slowly\",\"messages\":{\"used\":3,\"allowed\":3,"
                + "\"perMillis\":60000},\"bytes\":null,\"refused\":1}");
    assertThat(rates.findValuesAsText("of")).contains("client");
    assertThat(api.get("/api/routes").at("/0/topic").asText()).isEqualTo("slow*");
  }

  @Test
  void a_drain_is_done_when_nothing_waits_either() {
    assertThat(api.post("/api/lanes/kafka/drain", "").path("sink").asText()).isEqualTo("kafka");
  }
}
