package dev.weir.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.config.ConfigException;
import dev.weir.config.Import;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A predecessor's file: it is read, or refused with a report; and where it is read, so is the
/// `weir.yaml` that is made of it. The first byte of the input says what the file is called.
public final class OldSettingsTarget {
  private static final List<String> NAMES =
      List.of("buckets.json", "kprf.yaml", "ka.yaml", ".env.dev.local");
  private static final Inputs INPUTS = new Inputs();

  private OldSettingsTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) return;
    var name = NAMES.get((input[0] & 0xFF) % NAMES.size());
    var old = INPUTS.file(name, Arrays.copyOfRange(input, 1, input.length));
    if (!reads(old)) return;
    try {
      var made = Import.of(old, Map.of());
      if (made != null) {
        var file = INPUTS.file("weir.yaml", made.yaml(true).getBytes(UTF_8));
        Law.holds(reads(file), "what was made of a good file is good");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a file that was read could not be read again", e);
    }
  }

  private static boolean reads(Path file) {
    try {
      return !WeirConfig.read(new Sources(file, Map.of(), List.of())).settings().isEmpty();
    } catch (ConfigException e) {
      Law.holds(!e.problems().isEmpty(), "a refusal names its problems");
      return false;
    }
  }
}
