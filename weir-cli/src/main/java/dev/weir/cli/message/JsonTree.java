package dev.weir.cli.message;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// JSON as maps, lists, strings, [java.math.BigDecimal]s, booleans and null.
final class JsonTree {
  private JsonTree() {}

  /// Throws an IOException where it is no JSON.
  static @Nullable Object of(String text) throws IOException {
    try (var json = JsonText.JSON.createParser(text)) {
      if (json.nextToken() == null) throw new IOException("there is nothing");
      var tree = tree(json);
      if (json.nextToken() != null) throw new IOException("there is more than one value");
      return tree;
    }
  }

  private static @Nullable Object tree(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        var object = new LinkedHashMap<String, @Nullable Object>();
        while (json.nextFieldName() != null) {
          var name = json.currentName();
          json.nextToken();
          object.put(name, tree(json));
        }
        yield object;
      }
      case START_ARRAY -> {
        var array = new ArrayList<@Nullable Object>();
        while (!json.nextToken().isStructEnd()) array.add(tree(json));
        yield array;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }
}
