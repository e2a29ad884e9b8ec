package dev.weir.gateway.rest.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.kafka.clients.consumer.ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.web.RestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceConfigReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.util.ArrayList",
        "org.apache.kafka.clients.consumer.RangeAssignor,java.util.ArrayList"
      })
  void no_class_is_made_that_a_client_names(String classes) {
    assertThatThrownBy(() -> read(classes))
        .isInstanceOfSatisfying(RestException.class, e -> assertThat(e.code()).isEqualTo(42204));
  }

  @Test
  void kafkas_own_assignors_may_be_named() {
    var own =
        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor, org.apache.kafka.clients.consumer.RangeAssignor";

    assertThat(read(own).kafka()).containsEntry(PARTITION_ASSIGNMENT_STRATEGY_CONFIG, own);
  }

  private static InstanceConfig read(String classes) {
    var json = "{\"partition.assignment.strategy\":\"%s\"}".formatted(classes);
    var settings = WeirConfig.read(Sources.of()).consumers();
    return InstanceConfigReader.read(Body.read(json.getBytes(UTF_8)).json(), settings);
  }
}
