package dev.weir.gateway.rest.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.web.Format;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerPropertiesTest {
  @ParameterizedTest
  @CsvSource({
    "fetch.max.bytes, 2147483647, 1048576",
    "fetch.max.bytes, 1000, 1000",
    "max.partition.fetch.bytes, 99999999, 1048576",
    "max.partition.fetch.bytes, many, many",
  })
  void no_client_has_kafkas_client_hold_more_than_a_read_may_answer(
      String key, String given, String taken) {
    var settings = WeirConfig.read(Sources.of("consumers.max-bytes=1MB"));
    var config = new InstanceConfig("i", Format.BINARY, 0, null, false, 0, 500, Map.of(key, given));

    var properties = ConsumerProperties.of(new InstanceName("g", "i"), config, settings);

    assertThat(properties).containsEntry(key, taken);
  }
}
