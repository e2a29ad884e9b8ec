package dev.weir.gateway.api.messages;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Bytes that were made readable.
///
/// @param as how they were read
/// @param bytes how many there are
/// @param schemaId that of the registry, where they name one
/// @param problem why they were not read as was wished
record Shown(As as, String text, int bytes, @Nullable Integer schemaId, @Nullable String problem) {
  private static final JsonFactory JSON = new JsonFactory();

  /// The same with JSON told from other text, which takes time: for what is answered.
  Shown named() {
    return as == As.TEXT && schemaId == null && problem == null && looksLikeJson() && isJson()
        ? new Shown(As.JSON, text, bytes, null, null)
        : this;
  }

  private boolean looksLikeJson() {
    var start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[");
  }

  private boolean isJson() {
    return isJson(text);
  }

  /// Whether it is one value, and nothing more.
  static boolean isJson(String text) {
    try (var parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) return false;
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException _) {
      return false;
    }
  }
}
