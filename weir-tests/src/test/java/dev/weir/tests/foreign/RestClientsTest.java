package dev.weir.tests.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Clients of the REST proxy that other people have written.
@Tag("foreign")
@Timeout(600)
class RestClientsTest {
  private static final Path SCRIPTS =
      ForeignProgram.ROOT.resolve("weir-tests/src/test/resources/foreign");
  private static final Duration INSTALLED_WITHIN = Duration.ofMinutes(5);

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("consumers.timeout", "10s"); // clients that do not say have one try

  @Test
  void the_client_of_strimzis_bridge_finds_the_bridge() throws Exception {
    assertThat(ran("bridge-strimzi").lines())
        .containsExactly(
            "strimzi: 20 of 20 ['message 0'] ['message 19']",
            "strimzi: 1 of 1 ['message 19'] ['message 19']");
  }

  @Test
  void the_same_client_finds_confluents_proxy() throws Exception {
    assertThat(ran("bridge-confluent").lines())
        .containsExactly(
            "confluent: 20 of 20 ['message 0'] ['message 19']", "confluent: 0 of 0 [] []");
  }

  @Test
  void a_client_that_waits_for_answers_in_another_topic() throws Exception {
    assertThat(ran("nlp")).isEqualTo("[{'n': 1}, {'n': 2}] 0\n");
  }

  @Test
  void a_client_that_seeks_straight_after_it_has_subscribed() throws Exception {
    assertThat(ran("mapr")).isEqualTo("4 4 [3]\n");
  }

  @Test
  void what_people_write_with_requests() throws Exception {
    assertThat(ran("requests")).isEqualTo("requests: all as it should be\n");
  }

  @Test
  void the_description_is_what_openapis_own_rules_ask_for() throws Exception {
    assertThat(ran("validator")).isEqualTo("valid: OpenAPI 3.0.3\n");
  }

  @Test
  void the_example_loses_no_order() throws Exception {
    var python = ForeignProgram.of("python3", "apt-get install python3");

    var ran = python.run("examples/rest/orders.py", weir.uri("").toString(), 100).isWell();

    assertThat(ran.output())
        .startsWith("100 orders written\n")
        .endsWith("\n100 orders worked off\n");
    assertThat(ran.output()).contains("customer-2: order 98\n");
  }

  private static String ran(String client) throws Exception {
    var script = SCRIPTS.resolve("rest_clients.py");
    return python().run(script, client, weir.uri("").toString()).isWell().output();
  }

  /// In an environment of its own, which is made once and kept in `target`.
  private static ForeignProgram python() throws Exception {
    var folder = ForeignProgram.ROOT.resolve("weir-tests/target/python-rest");
    var python = ForeignProgram.of("python3", "apt-get install python3-venv");
    if (!Files.exists(folder.resolve("ready"))) {
      python.run("-m", "venv", folder).isWell();
      var pip = ForeignProgram.at(folder.resolve("bin/python")).within(INSTALLED_WITHIN);
      var wanted = SCRIPTS.resolve("rest_requirements.txt");
      pip.run("-m", "pip", "install", "-q", "-r", wanted).isWell();
      Files.createFile(folder.resolve("ready"));
    }
    return ForeignProgram.at(folder.resolve("bin/python"));
  }
}
