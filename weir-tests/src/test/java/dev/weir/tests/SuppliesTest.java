package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What Weir comes with of others: the jars are those of the bill of materials, under licences that
/// are allowed. The program that says so is the one that packages are made with.
@Tag("S24")
@Timeout(180)
final class SuppliesTest {
  private static final Path DIST = Page.ROOT.resolve("weir-cli/target/weir");
  private static final Path BILL = DIST.resolve("sbom.json");

  @BeforeAll
  static void needs_a_bill() {
    assumeTrue(Files.exists(BILL), "builds with -Dquick make no bill of materials");
  }

  @Test
  void every_jar_is_in_the_bill_with_its_version_and_an_allowed_licence() throws Exception {
    var checked = check(BILL);

    assertThat(checked.output()).isEmpty();
    assertThat(checked.exitCode()).isZero();
    assertThat(BILL)
        .content()
        .contains(
            "\"bomFormat\" : \"CycloneDX\"", "pkg:maven/org.apache.kafka/kafka-clients@", "SHA-256")
        .doesNotContain("serialNumber", "\"timestamp\"");
  }

  @Test
  void a_jar_that_nobody_named_and_a_licence_that_nobody_allowed_end_the_build(@TempDir Path folder)
      throws Exception {
    var bill =
        Files.readString(BILL)
            .replace("\"name\" : \"picocli\"", "\"name\" : \"other\"")
            .replace("BSD-3-Clause", "SSPL-1.0");

    var checked = check(Files.writeString(folder.resolve("sbom.json"), bill));

    assertThat(checked.exitCode()).isOne();
    assertThat(checked.output())
        .containsPattern("picocli-[\\d.]+jar is not in the bill of materials")
        .containsPattern("the licence of protobuf-java-[\\d.]+jar is \\[SSPL-1.0]");
  }

  private static Ran check(Path bill) throws Exception {
    return Ran.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        DIST + "/lib/*",
        "weir-cli/src/build/ThirdParty.java",
        DIST + "/lib",
        bill.toString());
  }
}
