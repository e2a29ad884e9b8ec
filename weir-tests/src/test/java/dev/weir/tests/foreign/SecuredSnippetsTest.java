package dev.weir.tests.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.auth.KeyHash;
import dev.weir.testkit.WeirExtension;
import dev.weir.testkit.tls.Authority;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The programs of a gateway that speaks TLS and asks who one is: with the two files that the page
/// names beside them, they run as they stand there.
@Tag("foreign")
@Timeout(600)
class SecuredSnippetsTest {
  private static final String KEY = KeyHash.newKey();
  private static final Authority AUTHORITY = Authority.create("Test CA");

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .withTls(AUTHORITY)
          .with("auth.keys.shop.key", KeyHash.of(KEY).text())
          .with("auth.keys.shop.role", "operate");

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("weir.key"), KEY + "\n");
    Files.copy(weir.certificates().resolve("ca.crt"), folder.resolve("CA.pem"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "topics", "stream", "rest-v2", "rest-v3"})
  void what_curl_sends_arrives(String id) throws Exception {
    ForeignProgram.of("curl", "apt-get install curl");
    var shell = ForeignProgram.of("sh", "any system has it").in(folder);

    shell.run("-euc", snippet(id).path("text").asText()).isWell();

    weir.kafka().topic(id).eventuallyContainsExactly("world");
  }

  @Test
  void what_grpc_sends_arrives() throws Exception {
    var python = PythonGrpc.create().program().in(folder);

    python.run("-c", snippet("grpc").path("text").asText()).isWell();

    weir.kafka().topic("grpc").eventuallyContainsExactly("world");
  }

  @Test
  void the_command_has_its_key_and_whom_it_believes() throws Exception {
    assertThat(snippet("command").path("text").asText())
        .contains("WEIR_CA_FILE=CA.pem WEIR_KEY_FILE=weir.key WEIR_GATEWAY=https://");
  }

  @Test
  void what_has_to_be_beside_it_is_told() throws Exception {
    assertThat(snippet("push").path("needs").asText())
        .isEqualTo(
            "curl, weir.key with an API key, CA.pem with who signed the gateway's certificate");
    assertThat(snippet("kcat").path("needs").asText()).isEqualTo("kcat");
  }

  /// Each program writes to a topic of its name.
  private static JsonNode snippet(String id) throws IOException {
    var asked =
        HttpRequest.newBuilder(weir.uri("/api/snippets?topic=" + id)).header("X-Api-Key", KEY);
    var snippets = new ObjectMapper().readTree(weir.send(asked).body()).path("snippets");
    return StreamSupport.stream(snippets.spliterator(), false)
        .filter(one -> one.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
