package dev.weir.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// A value that stands in a file of its own, as secrets do that a platform hands out: named by
/// `${file:/run/secrets/password}` in the place of the value, or by a variable that ends in
/// `_FILE`.
final class ValueFile {
  /// What a variable ends in that names the file.
  static final String ENDING = "_FILE";

  private static final Pattern FORM = Pattern.compile("\\$\\{file:([^}]+)}");
  private static final int BYTES_MAX = 64 << 10;

  private ValueFile() {}

  /// Whether a value is no value but names its file.
  static boolean isNamed(String text) {
    return FORM.matcher(text).matches();
  }

  /// @throws IllegalArgumentException with a reason, where there is nothing that can be read
  static String named(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) throw new IllegalStateException("no file is named");
    return read(form.group(1));
  }

  /// The same of its path. A line's end at its end is not part of the value: editors leave one.
  static String read(String path) {
    try {
      var file = Path.of(path);
      if (Files.size(file) > BYTES_MAX) throw new IllegalArgumentException(tooLarge(path));
      return withoutEnd(Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException _) {
      throw new IllegalArgumentException("the file %s is not there".formatted(path));
    } catch (CharacterCodingException _) {
      throw new IllegalArgumentException("the file %s is not UTF-8 text".formatted(path));
    } catch (IOException e) {
      throw new IllegalArgumentException("the file %s cannot be read: %s".formatted(path, e), e);
    }
  }

  private static String tooLarge(String path) {
    return "the file %s has more than %,d bytes, so it is no value".formatted(path, BYTES_MAX);
  }

  private static String withoutEnd(String text) {
    if (!text.endsWith("\n")) return text;
    return text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1));
  }
}
