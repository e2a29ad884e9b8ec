package dev.weir.gateway.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.config.Nearest;
import dev.weir.gateway.net.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of the JSON object that a call sent to change something. Pure.
///
/// What is wrong with them is a 400 that names the field; so is a field that nobody knows. A field
/// that is null counts as left out.
public final class Fields {
  private static final ObjectReader READER =
      JsonMapper.builder(StrictJson.unrepeated())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  /// What is read takes some ten times the memory of its bytes.
  private static final int BYTES_MAX = 1 << 20;

  private final JsonNode object;

  /// What stands before the names of the fields in messages, such as `data[1].`.
  private final String prefix;

  private Fields(JsonNode object, String prefix, Collection<String> known) {
    this.object = object;
    this.prefix = prefix;
    if (!object.isObject()) {
      var name = prefix.isEmpty() ? "body" : prefix.substring(0, prefix.length() - 1);
      throw wrong("The %s is no JSON object".formatted(name));
    }
    for (var field : object.properties()) {
      if (!known.contains(field.getKey())) throw unknown(field.getKey(), known);
    }
  }

  /// Those of a body.
  ///
  /// @param known the names that they may have
  public static Fields of(byte[] body, String... known) {
    return new Fields(tree(body), "", List.of(known));
  }

  private static JsonNode tree(byte[] body) {
    if (isBlank(body)) throw empty();
    if (body.length > BYTES_MAX) throw tooLarge(body.length);
    try {
      return READER.readTree(body);
    } catch (JsonProcessingException e) {
      throw wrong("The body is not JSON: " + Json.why(e)).because(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isBlank(byte[] body) {
    for (var one : body) if (one > ' ' || one < 0) return false;
    return true;
  }

  /// Whether it is given, and not null.
  public boolean has(String name) {
    return object.hasNonNull(name);
  }

  /// A text; a number or a truth value is taken as its text. Null where there is none.
  public @Nullable String text(String name) {
    if (!has(name)) return null;
    var value = object.get(name);
    if (!value.isValueNode()) throw wrong("%s%s is no text".formatted(prefix, name));
    return value.asText();
  }

  /// A text that must be given.
  public String needed(String name) {
    var text = text(name);
    if (text != null && !text.isEmpty()) return text;
    throw wrong("%s%s is missing".formatted(prefix, name));
  }

  /// A whole number, also one in quotes. Null where there is none.
  public @Nullable Integer number(String name) {
    var text = text(name);
    if (text == null) return null;
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw wrong("%s%s is no whole number".formatted(prefix, name)).because(e);
    }
  }

  /// False where it is not given.
  public boolean yes(String name) {
    if (!has(name)) return false;
    var value = object.get(name);
    if (!value.isBoolean()) throw wrong("%s%s is neither true nor false".formatted(prefix, name));
    return value.asBoolean();
  }

  /// Objects in a list; none where it is not given.
  ///
  /// @param known the names that their fields may have
  public List<Fields> list(String name, String... known) {
    if (!has(name)) return List.of();
    var value = object.get(name);
    if (!value.isArray()) throw wrong("%s%s is no list".formatted(prefix, name));
    var list = new ArrayList<Fields>();
    for (var one : value) {
      list.add(new Fields(one, "%s%s[%d].".formatted(prefix, name, list.size()), List.of(known)));
    }
    return list;
  }

  /// Whole numbers in a list, also in quotes; none where it is not given.
  public Set<Long> wholeNumbers(String name) {
    var numbers = new HashSet<Long>();
    if (!has(name)) return numbers;
    var value = object.get(name);
    if (!value.isArray()) throw wrong("%s%s is no list".formatted(prefix, name));
    for (var one : value) numbers.add(wholeNumber(name, one.asText()));
    return numbers;
  }

  private Long wholeNumber(String name, String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw wrong("%s%s holds something else than whole numbers".formatted(prefix, name))
          .because(e);
    }
  }

  public boolean isList(String name) {
    return has(name) && object.get(name).isArray();
  }

  /// An object whose fields have any names and are texts.
  public Map<String, String> texts(String name) {
    var texts = new LinkedHashMap<String, String>();
    var inside = inside(name);
    for (var key : inside.object.properties()) {
      texts.put(key.getKey(), inside.needed(key.getKey()));
    }
    return texts;
  }

  /// An object whose fields are named by whole numbers and are lists of them.
  public Map<Integer, List<Integer>> numbers(String name) {
    var numbers = new LinkedHashMap<Integer, List<Integer>>();
    for (var field : inside(name).object.properties()) {
      var where = "%s%s.%s".formatted(prefix, name, field.getKey());
      if (!field.getKey().matches("\\d{1,9}")) throw wrong(where + " is named by no number");
      if (!field.getValue().isArray()) throw wrong(where + " is no list");
      var list = new ArrayList<Integer>();
      for (var one : field.getValue()) {
        if (!one.canConvertToInt()) throw wrong(where + " is no list of whole numbers");
        list.add(one.asInt());
      }
      numbers.put(Integer.valueOf(field.getKey()), list);
    }
    return numbers;
  }

  private Fields inside(String name) {
    if (!has(name)) return new Fields(READER.createObjectNode(), prefix, List.of());
    var value = object.get(name);
    var names = new HashSet<String>(); // there may be many
    value.fieldNames().forEachRemaining(names::add);
    return new Fields(value, "%s%s.".formatted(prefix, name), names);
  }

  private RestException unknown(String name, Collection<String> known) {
    var near = Nearest.to(name, known);
    var hint =
        near.map("did you mean %s?"::formatted).orElse("there are " + String.join(", ", known));
    return wrong("%s%s is not known: %s".formatted(prefix, name, hint));
  }

  private static RestException tooLarge(int bytes) {
    return RestException.plain(
        413, "The body has %,d bytes, and such a call %,d at most".formatted(bytes, BYTES_MAX));
  }

  private static RestException empty() {
    return new RestException(422, 42206, "The request body is empty, and a JSON object is needed");
  }

  private static RestException wrong(String message) {
    return RestException.plain(400, message);
  }
}
