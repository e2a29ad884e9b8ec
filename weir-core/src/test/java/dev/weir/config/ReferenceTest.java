package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import org.junit.jupiter.api.Test;

final class ReferenceTest {
  @Test
  void every_key_that_is_read_is_told_with_its_default_its_type_and_its_meaning() {
    var all = Reference.all();

    assertThat(all)
        .hasSizeGreaterThan(100)
        .allSatisfy(one -> {
          assertThat(one.type()).isNotBlank();
          assertThat(one.meaning()).isNotBlank();
        });
    assertThat(all)
        .contains(
            new Reference(
                "breaker.fails",
                "5",
                "number",
                "so many failures in a row, and a sink counts as away"),
            new Reference("sinks.<name>.type", "", "kafka|file", "`file` or `kafka`"));
  }

  @Test
  void types_tell_how_values_are_written() {
    assertThat(Reference.all())
        .extracting(Reference::key, Reference::type)
        .contains(
            tuple("wal.mode", "fallback|always|in-memory|disable"),
            tuple("limits.memory", "size"),
            tuple("limits.client-rate", "rate"),
            tuple("kafka.client.id", "Kafka's"));
  }
}
