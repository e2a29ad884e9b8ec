package dev.weir.gateway.grpc;

import static dev.weir.gateway.grpc.GrpcRig.OK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.Await;
import dev.weir.gateway.net.TestCall;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What tools ask for before they can call.
@Timeout(60)
class ReflectionTest {
  private static final String PATH = "/grpc.reflection.%s.ServerReflection/ServerReflectionInfo";
  private static final int PREFIX_BYTES = 5;
  private static final int FILES = 4;
  private static final int EXTENSIONS = 5;
  private static final int SERVICES = 6;
  private static final int ERROR = 7;

  private final GrpcRig rig = GrpcRig.answering();

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha"})
  void the_services_are_listed(String version) {
    var names = new ArrayList<String>();
    var response = ask(version, new ProtoWriter().text(7, "*").bytes());

    for (var services = part(response, SERVICES); services.next(); ) {
      names.add(services.nested().text(1));
    }

    assertThat(names)
        .containsExactly(
            "KafkaAmbassador",
            "grpc.health.v1.Health",
            "grpc.reflection.v1.ServerReflection",
            "grpc.reflection.v1alpha.ServerReflection");
  }

  @ParameterizedTest
  @CsvSource({
    "3, kafka_ambassador.proto, kafka_ambassador.proto",
    "4, KafkaAmbassador, kafka_ambassador.proto",
    "4, KafkaAmbassador.Produce, kafka_ambassador.proto",
    "4, ProdRq, kafka_ambassador.proto",
    "4, ProdRq.topic, kafka_ambassador.proto",
    "4, grpc.health.v1.Health, grpc/health/v1/health.proto",
    "4, grpc.health.v1.HealthCheckResponse.ServingStatus, grpc/health/v1/health.proto",
    "4, grpc.reflection.v1.ServerReflectionRequest, grpc/reflection/v1/reflection.proto",
    "3, grpc/reflection/v1alpha/reflection.proto, grpc/reflection/v1alpha/reflection.proto"
  })
  void a_file_is_found_by_its_name_and_by_what_is_in_it(int field, String asked, String file) {
    var response = ask("v1", new ProtoWriter().text(field, asked).bytes());

    var files = part(response, FILES);
    assertThat(files.next()).isTrue();
    assertThat(files.nested().text(1)).isEqualTo(file);
  }

  @ParameterizedTest
  @CsvSource({"3, other.proto", "4, Other", "4, KafkaAmbassador.Consume", "6, Other"})
  void what_there_is_not_is_an_error_and_the_call_goes_on(int field, String asked) {
    var error = part(ask("v1", new ProtoWriter().text(field, asked).bytes()), ERROR);

    assertThat(error.next()).isTrue();
    assertThat(error.varint()).isEqualTo(5);
    assertThat(error.text(2)).contains(asked);
  }

  @Test
  void no_message_has_extensions() {
    var response = ask("v1", new ProtoWriter().text(6, "ProdRq").bytes());

    assertThat(part(response, EXTENSIONS).text(1)).isEqualTo("ProdRq");
    var extension = new ProtoWriter().text(1, "ProdRq").number(2, 100).bytes();
    var wanted = ask("v1", new ProtoWriter().bytes(5, extension).bytes());
    assertThat(part(wanted, ERROR).next()).isTrue();
  }

  @Test
  void an_answer_has_its_request_and_the_host() {
    var request = new ProtoWriter().text(1, "weir").text(7, "").bytes();

    var response = ask("v1", request);

    assertThat(new ProtoFields(response).text(1)).isEqualTo("weir");
    assertThat(new ProtoFields(response).text(2))
        .isEqualTo(new String(request, StandardCharsets.UTF_8));
  }

  @Test
  void a_request_for_nothing_ends_the_call() {
    var call = rig.call(PATH.formatted("v1"));

    call.send(new byte[0]);

    assertThat(call.status()).isEqualTo("3");
  }

  @Test
  void thousands_of_questions_at_once_are_answered() {
    var call = rig.call(PATH.formatted("v1"));
    var question = TestCall.prefixed(new ProtoWriter().text(4, "ProdRq").bytes());
    var questions = Buffer.buffer();
    for (var i = 0; i < 5_000; i++) questions.appendBytes(question);

    call.sendRaw(questions.getBytes());
    call.halfClose();

    assertThat(call.status()).isEqualTo(OK);
    assertThat(messages(HexFormat.of().parseHex(call.receivedHex()))).isEqualTo(5_000);
  }

  private static int messages(byte[] received) {
    var buffer = Buffer.buffer(received);
    var count = 0;
    for (var at = 0; at < received.length; count++) at += PREFIX_BYTES + buffer.getInt(at + 1);
    return count;
  }

  @Test
  void a_client_that_hangs_up_after_its_answer_may_go_on_asking() {
    var call = rig.call(PATH.formatted("v1"));
    for (var i = 0; i < 500; i++) {
      var asking = call;
      asking.send(new ProtoWriter().text(7, "*").bytes());
      Await.until(() -> assertThat(asking.receivedHex()).isNotEmpty());
      asking.halfClose();
      asking.hangUp();
      call = asking.another();
    }

    call.halfClose();

    assertThat(call.status()).isEqualTo(OK);
  }

  /// One of several questions on one call, and the end of the call.
  private byte[] ask(String version, byte[] request) {
    var call = rig.call(PATH.formatted(version));
    call.send(new ProtoWriter().text(7, "first").bytes());
    Await.until(() -> assertThat(call.receivedHex()).isNotEmpty());
    var first = call.receivedHex().length() / 2;
    call.send(request);
    call.halfClose();
    assertThat(call.status()).isEqualTo(OK);
    var all = HexFormat.of().parseHex(call.receivedHex());
    return Arrays.copyOfRange(all, first + PREFIX_BYTES, all.length);
  }

  /// The part of a response that answers.
  private static ProtoFields part(byte[] response, int number) {
    var fields = new ProtoFields(response);
    while (fields.next()) {
      if (fields.is(number, ProtoFields.BYTES)) return fields.nested();
    }
    throw new AssertionError("no field " + number + " in " + HexFormat.of().formatHex(response));
  }
}
