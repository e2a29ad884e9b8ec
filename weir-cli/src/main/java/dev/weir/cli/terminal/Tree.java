package dev.weir.cli.terminal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Maps, lists, strings, numbers, booleans and null, as text for programs.
public final class Tree {
  private Tree() {}

  /// On one line.
  public static void json(@Nullable Object tree, Stdout out) {
    try (var json = new JsonFactory().createGenerator(out)) {
      write(json, tree);
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same of one JSON value; its objects keep their order.
  ///
  /// @throws IllegalArgumentException where it is none
  public static @Nullable Object parse(String text) {
    try (var json = new JsonFactory().createParser(text)) {
      json.nextToken();
      return read(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("It is not JSON: " + e.getMessage(), e);
    }
  }

  private static @Nullable Object read(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        var map = new LinkedHashMap<String, @Nullable Object>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          var name = json.currentName();
          json.nextToken();
          map.put(name, read(json));
        }
        yield map;
      }
      case START_ARRAY -> {
        var list = new ArrayList<@Nullable Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) list.add(read(json));
        yield list;
      }
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_STRING -> json.getText();
      case null, default -> throw new IOException("it ends too early");
    };
  }

  static void yaml(@Nullable Object tree, Stdout out) {
    var settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    var text = new Dump(settings).dumpToString(tree);
    out.line(text.stripTrailing());
  }

  private static void write(JsonGenerator json, @Nullable Object tree) throws IOException {
    switch (tree) {
      case null -> json.writeNull();
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (var entry : map.entrySet()) {
          json.writeFieldName(String.valueOf(entry.getKey()));
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (var one : list) write(json, one);
        json.writeEndArray();
      }
      case Boolean bool -> json.writeBoolean(bool);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      default -> json.writeString(tree.toString());
    }
  }
}
