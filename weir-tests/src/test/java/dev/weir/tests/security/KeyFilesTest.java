package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.config.ConfigException;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.testkit.tls.Authority;
import dev.weir.testkit.tls.Issued;
import dev.weir.tls.Identity;
import dev.weir.tls.TlsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Keys as people have them, and what is said of those that cannot be used.
@Tag("S1")
@Timeout(60)
class KeyFilesTest {
  private static final String PASSWORD = "canary";
  private static final Authority AUTHORITY = Authority.create("Test CA");
  private static final Issued SERVER = AUTHORITY.server();

  /// As `openssl req -x509` and `openssl pkcs8 -topk8` write them; of no use but here.
  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBcjCCARmgAwIBAgIUNoK7/VY39u44F7uXjbGFeC0ZxQQwCgYIKoZIzj0EAwIw
      DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjIwNzM2NDhaFw0zNjExMTkwNzM2NDha
      MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASKPHOB
      sh3lolMR0qvlDYPbLuUQGh4iG+p7BYNDb50sN056bZ39DrrMxX0oLXXz5PGgGs5e
      mUAT+fmDIfMpln2lo1MwUTAdBgNVHQ4EFgQUr/J2738IRhLzyxGejQ8KOPLRI6kw
      HwYDVR0jBBgwFoAUr/J2738IRhLzyxGejQ8KOPLRI6kwDwYDVR0TAQH/BAUwAwEB
      /zAKBggqhkjOPQQDAgNHADBEAiBnj8KvSqF5W4A0WTVThUAMNK/FjpHmc6dYKIMZ
      AIQaYgIgIHt9NRhbAA6RyX0BgKnZh4VjNCGlerg0Mh/mXfGLhAs=
      -----END CERTIFICATE-----
      """;

  private static final String ENCRYPTED =
      """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjvpD13ySiSBQICCAAw
      DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEE/TdVNTX6r+gzX4P5WdrV8EgZC0
      xIGbCLDOp9h3jNzj29A4meyF1dXezkjwxF4NXhjG4Cwftn/g6oCqNMydZlizBci7
      5Z+KUvj112myDT4hyzcFlAZ7q01eUWgcd3SQfF59cZqPJ1wCP3O/fF/lDeYC0kTU
      mpsUqfB21pY97yOOaGekcY7Ygo/Yy6Mzx7YMCEyQIExpuWU5DHCCFD1Soz1lZwQ=
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  @TempDir private Path folder;

  @Test
  void a_key_may_be_pkcs8_and_stand_behind_a_remark() {
    assertThat(read("a remark\n" + SERVER.keyPem(), "").key()).isEqualTo(SERVER.key());
  }

  @Test
  void openssls_older_form_is_read_too() {
    var pkcs8 = SERVER.key().getEncoded();
    // A sequence of a version, the algorithm, and a string of bytes, which is the older form.
    var algorithm = 2 + 3;
    var string = algorithm + 2 + pkcs8[algorithm + 1];
    var inner = Arrays.copyOfRange(pkcs8, string + 2, pkcs8.length);

    assertThat(read(pem("EC PRIVATE KEY", inner), "").key()).isEqualTo(SERVER.key());
  }

  @Test
  void a_key_may_have_a_password() {
    var chain = Identity.chain(CERTIFICATE);

    assertThat(Identity.of(chain, ENCRYPTED, PASSWORD).chain()).isEqualTo(chain);
    assertThatThrownBy(() -> Identity.of(chain, ENCRYPTED, "wrong"))
        .hasMessageContaining("the password is wrong");
    assertThatThrownBy(() -> Identity.of(chain, ENCRYPTED, ""))
        .hasMessageContaining("is encrypted");
  }

  @Test
  void both_may_be_in_a_key_store() throws Exception {
    var store = Files.readAllBytes(SERVER.writeStore(folder, "server", PASSWORD));

    assertThat(Identity.ofStore(store, PASSWORD).certificate()).isEqualTo(SERVER.certificate());
    assertThatThrownBy(() -> Identity.ofStore(store, "wrong")).isInstanceOf(TlsException.class);
  }

  @Test
  void what_cannot_be_used_is_told_with_its_remedy() {
    assertThatThrownBy(() -> read(AUTHORITY.server().keyPem(), ""))
        .hasMessageContaining("is not the key of the certificate");
    assertThatThrownBy(() -> read("nothing", "")).hasMessageContaining("has no private key");
    assertThatThrownBy(() ->
            read(
                """
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED

                AA==
                -----END RSA PRIVATE KEY-----
                """,
                ""))
        .hasMessageContaining("openssl pkcs8 -topk8");
  }

  @Test
  void a_gateway_with_bad_files_does_not_start_and_says_all_that_is_wrong() throws Exception {
    var certificate = Files.writeString(folder.resolve("tls.crt"), SERVER.certificatePem());
    var missing = folder.resolve("tls.key");
    var data = folder.resolve("data");
    var config =
        WeirConfig.read(
            Sources.of(
                "data=" + data,
                "kafka.bootstrap.servers=127.0.0.1:1",
                "tls.certificate=" + certificate,
                "tls.key=" + missing,
                "tls.client-ca=" + folder.resolve("ca.crt"),
                "tls.clients=require"));

    assertThatThrownBy(() -> Weir.start(config).close())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("2 problems; nothing was started")
        .hasMessageContaining("tls.key: %s is not there. Correct the path".formatted(missing))
        .hasMessageContaining("tls.client-ca");
    assertThat(data).doesNotExist();
  }

  private static Identity read(String key, String password) {
    return Identity.of(Identity.chain(SERVER.certificatePem()), key, password);
  }

  private static String pem(String title, byte[] bytes) {
    var text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(title, text.encodeToString(bytes), title);
  }
}
