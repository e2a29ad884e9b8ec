package dev.weir.config;

import dev.weir.config.legacy.OldFile;
import dev.weir.config.legacy.SmallFile;
import dev.weir.config.legacy.Translation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A predecessor's configuration as the `weir.yaml` that equals it.
public final class Import {
  private final Translation translation;

  private Import(Translation translation) {
    this.translation = translation;
  }

  /// Null where the file is Weir's own.
  ///
  /// @param environment all of the process's variables; those that the predecessor read count
  public static @Nullable Import of(Path file, Map<String, String> environment) throws IOException {
    var translation = OldFile.read(file, SmallFile.read(file), environment);
    return translation == null ? null : new Import(translation);
  }

  /// Whose file it is.
  public String program() {
    return translation.program();
  }

  /// What has no equal and what differs, a line each. None holds a secret.
  public List<String> notes() {
    return translation.notes();
  }

  /// The text of the `weir.yaml`.
  ///
  /// @param secrets whether passwords and keys are in it; without, a comment tells how to set them
  public String yaml(boolean secrets) {
    return new ImportedYaml(secrets).of(translation);
  }
}
