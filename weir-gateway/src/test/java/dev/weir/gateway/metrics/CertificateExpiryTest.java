package dev.weir.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CertificateExpiryTest {
  private static final String PASSWORD = "not-secret";
  private static final int DAYS = 30;

  @TempDir private Path folder;

  @Test
  void the_certificate_of_a_key_store_is_read() throws Exception {
    var store = store();

    var expiry =
        CertificateExpiry.of(
            Map.of("ssl.keystore.location", store, "ssl.keystore.password", PASSWORD));

    assertInDays(expiry.own());
    assertThat(expiry.authority()).isZero();
  }

  @Test
  void a_certificate_as_text_is_read_from_a_file_and_from_the_setting() throws Exception {
    var store = store();
    var file = folder.resolve("ca.pem");
    keytool("-exportcert", "-rfc", "-file", file.toString(), "-keystore", store);

    var fromFile =
        CertificateExpiry.of(
            Map.of("ssl.truststore.type", "PEM", "ssl.truststore.location", file.toString()));
    var fromText =
        CertificateExpiry.of(
            Map.of("ssl.keystore.certificate.chain", "a title\n" + Files.readString(file)));

    assertInDays(fromFile.authority());
    assertInDays(fromText.own());
  }

  @Test
  void what_is_not_there_or_cannot_be_read_is_0() throws Exception {
    var nonsense = Files.writeString(folder.resolve("nonsense"), "nonsense").toString();

    assertThat(CertificateExpiry.of(Map.of())).isEqualTo(new CertificateExpiry(0, 0));
    assertThat(CertificateExpiry.of(Map.of("ssl.keystore.location", nonsense)).own()).isZero();
    assertThat(CertificateExpiry.of(Map.of("ssl.truststore.certificates", "none")).authority())
        .isZero();
  }

  private static void assertInDays(long seconds) {
    var end = Instant.ofEpochSecond(seconds);
    assertThat(Duration.between(Instant.now(), end))
        .isBetween(Duration.ofDays(DAYS - 1), Duration.ofDays(DAYS + 1));
  }

  private String store() throws Exception {
    var store = folder.resolve("store.p12").toString();
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=weir",
        "-validity",
        String.valueOf(DAYS),
        "-storetype",
        "PKCS12",
        "-keystore",
        store);
    return store;
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "weir", "-storepass", PASSWORD));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
