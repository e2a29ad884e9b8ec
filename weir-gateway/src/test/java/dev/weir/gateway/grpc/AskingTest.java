package dev.weir.gateway.grpc;

import static dev.weir.gateway.grpc.GrpcRig.OK;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.Await;
import dev.weir.gateway.net.TestCall;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls that ask for topics, and how the gateway is.
@Timeout(60)
class AskingTest {
  private static final String LIST_TOPICS = "/KafkaAmbassador/ListTopics";
  private static final String CHECK = "/grpc.health.v1.Health/Check";
  private static final String WATCH = "/grpc.health.v1.Health/Watch";
  private static final String REFLECTION =
      "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
  private static final String EMPTY = "00 00000000";
  private static final String UNKNOWN = "2";
  private static final String INVALID_ARGUMENT = "3";
  private static final String NOT_FOUND = "5";
  private static final String RESOURCE_EXHAUSTED = "8";
  private static final String UNAVAILABLE = "14";
  private static final String SERVING = "00000000020801";

  private final GrpcRig rig = GrpcRig.answering();

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @Test
  void g3_topics_are_listed_byte_for_byte_as_the_contract_says() {
    rig.topics = () -> completedFuture(List.of("a", "b"));

    var call = ask(LIST_TOPICS, EMPTY);

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo("0000000006" + "0A01610A0162");
  }

  @Test
  void no_topics_are_an_empty_message() {
    var call = ask(LIST_TOPICS, EMPTY);

    assertThat(call.status()).isEqualTo(OK);
    assertThat(call.receivedHex()).isEqualTo("0000000000");
  }

  @Test
  void ten_thousand_topics_are_listed() {
    var names = Collections.nCopies(10_000, "n".repeat(249));
    rig.topics = () -> completedFuture(names);

    var call = ask(LIST_TOPICS, EMPTY);

    assertThat(call.status()).isEqualTo(OK);
    var sent = TestCall.prefixed(ListTopics.encode(names));
    assertThat(call.receivedHex()).isEqualTo(HexFormat.of().withUpperCase().formatHex(sent));
  }

  @ParameterizedTest
  @ValueSource(strings = {CHECK, WATCH, REFLECTION, LIST_TOPICS})
  void a_question_longer_than_any_is_not_told_back(String method) {
    var call = rig.call(method);

    call.send(new ProtoWriter().text(4, "x".repeat(3 << 20)).bytes());

    assertThat(call.status()).isEqualTo(RESOURCE_EXHAUSTED);
    assertThat(call.receivedHex()).isEmpty();
  }

  @Test
  void where_kafka_does_not_answer_the_status_is_unknown_and_has_its_text() {
    rig.topics = () -> failedFuture(new IllegalStateException("Kafka does not answer"));

    var call = ask(LIST_TOPICS, EMPTY);

    assertThat(call.status()).isEqualTo(UNKNOWN);
    assertThat(call.statusMessage()).isEqualTo("Kafka does not answer");
  }

  @Test
  void a_stop_does_not_wait_for_kafka_to_tell_its_topics() {
    var names = new CompletableFuture<List<String>>();
    var asked = new CompletableFuture<Void>();
    rig.topics =
        () -> {
          asked.complete(null);
          return names;
        };
    var call = ask(LIST_TOPICS, EMPTY);
    asked.join();

    rig.stop();

    assertThat(call.status()).isEqualTo(UNAVAILABLE);
    names.complete(List.of("late"));
    assertThat(call.receivedHex()).isEmpty();
  }

  @Test
  void a_call_without_a_question_is_an_invalid_argument() {
    var call = rig.call(LIST_TOPICS);

    call.halfClose();

    assertThat(call.status()).isEqualTo(INVALID_ARGUMENT);
  }

  @Test
  void the_health_check_knows_the_services_by_their_names() {
    for (var service :
        List.of(
            "",
            "KafkaAmbassador",
            "grpc.health.v1.Health",
            "grpc.reflection.v1.ServerReflection",
            "grpc.reflection.v1alpha.ServerReflection")) {
      var call = rig.call(CHECK);
      call.send(named(service));
      call.halfClose();

      assertThat(call.status()).isEqualTo(OK);
      assertThat(call.receivedHex()).isEqualTo(SERVING);
    }
    var unknown = rig.call(CHECK);
    unknown.send(named("x"));

    assertThat(unknown.status()).isEqualTo(NOT_FOUND);
  }

  @Test
  void who_watches_hears_that_it_serves_and_at_the_stop_that_it_does_not() {
    var call = ask(WATCH, EMPTY);
    Await.until(() -> assertThat(call.receivedHex()).isEqualTo(SERVING));
    assertThat(call.hasEnded()).isFalse();

    rig.stop();

    assertThat(call.status()).isEqualTo(UNAVAILABLE);
    assertThat(call.receivedHex()).isEqualTo(SERVING + "00000000020802");
  }

  @Test
  void who_watches_a_service_that_there_is_not_hears_so_and_may_wait() {
    var call = rig.call(WATCH);

    call.send(named("x"));

    Await.until(() -> assertThat(call.receivedHex()).isEqualTo("00000000020803"));
    assertThat(call.hasEnded()).isFalse();
  }

  private TestCall ask(String method, String question) {
    var call = rig.call(method);
    call.sendRaw(question);
    call.halfClose();
    return call;
  }

  private static byte[] named(String service) {
    return service.isEmpty() ? new byte[0] : new ProtoWriter().text(1, service).bytes();
  }
}
