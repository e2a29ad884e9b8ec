package dev.weir.config;

import static dev.weir.config.Section.OFF;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who may write to the Unix sockets.
///
/// @param owner the user that they are given to, or null
/// @param group the group that they are given to, or null
/// @param uids the numbers of the users who may come, of those whom the mode lets; empty: all
public record SocketAccess(
    Set<PosixFilePermission> mode,
    @Nullable String owner,
    @Nullable String group,
    Set<Integer> uids) {
  private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");
  private static final String LETTERS = "rwx";

  static SocketAccess read(Section section) {
    return new SocketAccess(
        section.as("unix-mode", "mode").value("unix-mode", "0660", SocketAccess::mode),
        name(section, "unix-owner"),
        name(section, "unix-group"),
        section.as("unix-users", "names, numbers").value("unix-users", OFF, SocketAccess::users));
  }

  private static Set<Integer> users(String text) {
    return text.equals(OFF) ? Set.of() : LocalUsers.of(text);
  }

  private static @Nullable String name(Section section, String key) {
    var name = section.value(key, OFF, SocketAccess::named);
    return name.equals(OFF) ? null : name;
  }

  private static String named(String text) {
    if (!text.isBlank()) return text;
    throw new IllegalArgumentException("is no name; write one, or off");
  }

  private static Set<PosixFilePermission> mode(String text) {
    if (!OCTAL.matcher(text).matches()) {
      throw new IllegalArgumentException("is not a mode of three octal digits, such as 0660");
    }
    var bits = Integer.parseInt(text, 8);
    var letters = new StringBuilder();
    for (var bit = 8; bit >= 0; bit--) {
      letters.append((bits >> bit & 1) == 1 ? LETTERS.charAt(2 - bit % 3) : '-');
    }
    return PosixFilePermissions.fromString(letters.toString());
  }
}
