package dev.weir.tests.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// gRPC's own libraries in other languages, and what tools do that were told an address alone.
@Tag("foreign")
@Timeout(600)
class GrpcClientsTest {
  private static final Path CLIENTS = ForeignProgram.ROOT.resolve("examples/clients");
  private static final Path SCRIPTS =
      ForeignProgram.ROOT.resolve("weir-tests/src/test/resources/foreign");
  private static final Duration INSTALLED_WITHIN = Duration.ofMinutes(5);
  private static final String MANY = "20000";

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("acks.grpc", "kafka"); // so that positions are told

  @Test
  void pythons_client_is_acknowledged_and_its_messages_arrive() throws Exception {
    var ran = python(CLIENTS.resolve("python/grpc/produce.py"), address(), "python", MANY);

    assertThat(ran.output())
        .startsWith(MANY + " messages acknowledged\ntopics:")
        .contains("python");
    arrived("python");
  }

  @Test
  void gos_client_is_acknowledged_and_its_messages_arrive() throws Exception {
    var go =
        ForeignProgram.of("go", "apt-get install golang-go")
            .in(CLIENTS.resolve("go/grpc"))
            .within(INSTALLED_WITHIN);

    var ran = go.run("run", ".", address(), "go", MANY).isWell();

    assertThat(ran.output()).contains(MANY + " messages acknowledged\ntopics: [");
    arrived("go");
  }

  @Test
  void a_tool_learns_by_reflection_how_to_call() throws Exception {
    var ran = python(SCRIPTS.resolve("grpc_tools_do.py"), address(), "learnt");

    assertThat(ran.output().lines())
        .containsExactly(
            "services: KafkaAmbassador grpc.health.v1.Health grpc.reflection.v1.ServerReflection"
                + " grpc.reflection.v1alpha.ServerReflection",
            "KafkaAmbassador has ListTopics Produce",
            "grpc.health.v1.Health has Check Watch",
            "grpc.reflection.v1.ServerReflection has ServerReflectionInfo",
            "grpc.reflection.v1alpha.ServerReflection has ServerReflectionInfo",
            "acknowledged: 100 99 98",
            "positions: True True True",
            "listed: True",
            "too large: RESOURCE_EXHAUSTED grpc: received message larger than max (5242893 vs. 4194304)",
            "health: SERVING",
            "health: SERVING",
            "watched: SERVING",
            "after a rest: 7");
    weir.kafka().topic("learnt").eventuallyContains("learnt", "late");
  }

  @Test
  void what_reflection_tells_is_what_protoc_makes_of_the_files() throws Exception {
    var made = Files.createTempFile("weir", ".protoset");

    python(SCRIPTS.resolve("protoset.py"), made);

    var told = Path.of("weir-gateway/src/main/resources/dev/weir/gateway/grpc/services.protoset");
    assertThat(made).hasSameBinaryContentAs(ForeignProgram.ROOT.resolve(told));
  }

  private static void arrived(String topic) {
    var records = weir.kafka().topic(topic).records(Integer.parseInt(MANY));
    assertThat(records)
        .extracting(record -> new String(record.value(), StandardCharsets.US_ASCII))
        .isEqualTo(
            IntStream.rangeClosed(1, Integer.parseInt(MANY))
                .mapToObj("message %d"::formatted)
                .toList());
    assertThat(records).allSatisfy(record -> assertThat(client(record)).isEqualTo(topic));
    assertThat(records)
        .extracting(record -> new String(record.key(), StandardCharsets.US_ASCII))
        .containsOnly("one key keeps all in order");
  }

  private static String client(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.headers().lastHeader("client").value(), StandardCharsets.US_ASCII);
  }

  private static String address() {
    return "127.0.0.1:" + weir.port("grpc");
  }

  private static ForeignProgram.Ran python(Object... arguments) throws Exception {
    var python = PythonGrpc.create();
    python
        .program()
        .run(
            "-m",
            "grpc_tools.protoc",
            "-I" + CLIENTS.resolve("proto"),
            "--python_out=" + python.folder(),
            "--grpc_python_out=" + python.folder(),
            "kafka_ambassador.proto")
        .isWell();
    var generated = python.folder().toString();
    return python.program().with("PYTHONPATH", generated).run(arguments).isWell();
  }
}
