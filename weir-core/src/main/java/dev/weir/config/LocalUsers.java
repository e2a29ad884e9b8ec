package dev.weir.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The numbers of users of this machine, by which the kernel knows them.
final class LocalUsers {
  private static final Path FILE = Path.of("/etc/passwd");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private LocalUsers() {}

  /// @param text names and numbers with commas between them
  static Set<Integer> of(String text) {
    var users = new TreeSet<Integer>();
    for (var one : text.split(",", -1)) {
      var name = one.strip();
      users.add(NUMBER.matcher(name).matches() ? Integer.parseInt(name) : number(name));
    }
    return Set.copyOf(users);
  }

  /// `name:password:number:…`
  private static int number(String name) {
    try {
      return Files.readAllLines(FILE, StandardCharsets.ISO_8859_1).stream()
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > 2 && fields[0].equals(name))
          .filter(fields -> NUMBER.matcher(fields[2]).matches())
          .map(fields -> Integer.parseInt(fields[2]))
          .findFirst()
          .orElseThrow(() -> unknown(name, null));
    } catch (IOException e) {
      throw unknown(name, e);
    }
  }

  private static IllegalArgumentException unknown(String name, @Nullable IOException cause) {
    return new IllegalArgumentException(
        "names '%s', whom %s does not have; write the user's number ('id -u NAME'), or off"
            .formatted(name, FILE),
        cause);
  }
}
