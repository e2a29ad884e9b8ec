package dev.weir.cli.contexts;

import org.jspecify.annotations.Nullable;

/// A name, and where its password is.
public record Login(String username, Secret password) {
  /// Null where nobody logs in.
  static @Nullable Login parse(Section section) {
    var username = section.text("username");
    var hasPassword = section.has("password");
    if (username == null && !hasPassword) return null;
    if (username == null || !hasPassword) {
      throw section.problem("'username' and 'password' belong together, and one is missing");
    }
    return new Login(username, Secret.parse(section, "password"));
  }
}
