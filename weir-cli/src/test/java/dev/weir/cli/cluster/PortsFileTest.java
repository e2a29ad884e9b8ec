package dev.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PortsFileTest {
  @TempDir private Path folder;

  @Test
  void it_is_there_while_the_ports_are_open() throws IOException {
    var path = folder.resolve("weir.ports");

    try (var file = PortsFile.write(path, Map.of("http", 8082))) {
      assertThat(Files.readString(path)).isEqualTo("http=8082\n");
      assertThat(PortsFile.read(path)).isEqualTo(file.ports());
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void what_is_no_port_is_passed_over() throws IOException {
    var path = Files.writeString(folder.resolve("weir.ports"), "\nhttp=x\n=1\nbroker=9092\n");

    assertThat(PortsFile.read(path)).isEqualTo(Map.of("broker", 9092));
  }

  @Test
  void no_file_is_no_ports() {
    assertThat(PortsFile.read(folder.resolve("weir.ports"))).isEmpty();
  }
}
