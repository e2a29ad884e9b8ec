package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("S22")
@Timeout(180)
final class NoObjectsTest {
  /// A process of its own: the filter is for good.
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException, ClassNotFoundException {
      NoObjects.install();
      var bytes = new ByteArrayOutputStream();
      new ObjectOutputStream(bytes).writeObject(new ArrayList<>(List.of("x")));
      try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        System.out.print("read " + in.readObject());
      } catch (InvalidClassException e) {
        System.out.print("refused");
      }
    }
  }

  @Test
  void nothing_is_deserialized_in_a_process_of_weir() throws Exception {
    assertThat(ran()).isEqualTo("refused");
  }

  @Test
  void who_needs_it_can_say_so_at_the_start() throws Exception {
    assertThat(ran("-Djdk.serialFilter=java.util.*;java.lang.*")).isEqualTo("read [x]");
  }

  private static String ran(String... options) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
