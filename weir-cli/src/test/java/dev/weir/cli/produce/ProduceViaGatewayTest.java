package dev.weir.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auth.KeyHash;
import dev.weir.cli.Ran;
import dev.weir.cli.gateway.Gateway;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.config.WeirConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `produce --via gateway`, through a real one.
@Timeout(180)
final class ProduceViaGatewayTest {
  private static final String KEY = KeyHash.newKey();

  @TempDir private Path folder;

  @Test
  void messages_go_through_the_gateway_with_a_key_and_its_word_counts() throws Exception {
    Files.writeString(folder.resolve("key"), KEY + "\n");
    var config =
        WeirConfig.read(
            dev.weir.config.Sources.of(
                "data=" + folder.resolve("data"),
                "listen.http=127.0.0.1:0",
                "listen.grpc=127.0.0.1:0",
                "limits.message-bytes=5000",
                "auth.keys.shop.key=" + KeyHash.of(KEY).text(),
                "auth.keys.shop.role=produce",
                "auth.keys.shop.topics=via",
                "broker.port=0"));
    Gateway.run(() -> config, (_, ports) -> produces(ports));
  }

  private void produces(Map<String, Integer> ports) {
    var numbers = IntStream.range(0, 1200).mapToObj(Integer::toString).toList();
    var input = numbers.stream().map(i -> "k:" + i + "\n").collect(Collectors.joining());

    var sent = given(input, ports, "-K", ":", "-H", "a=b", "--report");
    var large = given("a\n" + "x".repeat(6000) + "\nb\n", ports, "--acks", "1");

    assertThat(sent.exitCode()).as(sent.err()).isZero();
    assertThat(sent.err()).contains("acknowledged 1,200 (acks=all)");
    assertThat(sent.out().lines()).hasSize(1200).first().isEqualTo("0\t0\t-");
    assertThat(large.exitCode()).isEqualTo(ExitCode.PARTLY);
    assertThat(large.err()).contains("acknowledged 2 (acks=1)").contains("line 2:");
    var consumed =
        Ran.weir(
            "consume",
            "via",
            "-n",
            "1200",
            "-b",
            "127.0.0.1:" + ports.get("broker"),
            "--timeout=30s");
    assertThat(consumed.out().lines()).containsExactlyElementsOf(numbers);
  }

  @Test
  void a_gateway_that_is_away_or_unknown_is_told() {
    var away = given("a\n", Map.of("http", 1));
    var unknown = Ran.Around.in(folder).given("a").weir("produce", "via", "--via", "gateway");

    assertThat(away.exitCode()).as(away.err()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(given("a", Map.of("http", 1), "-z", "lz4").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private Ran given(String input, Map<String, Integer> ports, String... options) {
    var line = new java.util.ArrayList<>(List.of("produce", "via", "--via", "gateway"));
    line.addAll(List.of(options));
    return Ran.Around.in(folder)
        .given(input)
        .with(
            Map.of(
                "WEIR_GATEWAY",
                "http://127.0.0.1:" + ports.get("http"),
                "WEIR_KEY_FILE",
                Files.exists(folder.resolve("key")) ? "key" : ""))
        .weir(line.toArray(String[]::new));
  }
}
