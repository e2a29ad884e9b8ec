package dev.weir.gateway.api.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.web.RestException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes keys and values readable. For one reading of messages, and its thread.
final class Decoding {
  private static final int HEAD_BYTES = 5;
  private static final int NO_SCHEMA = 408;
  private static final int UNKNOWN_MAX = 20;

  private final SchemaReader schemas;
  private final As keys;
  private final As values;

  /// Ids that have no schema, or one that is no use: other bytes may begin with a 0 as well. When
  /// there are many of them, the bytes are hardly framed.
  private final Set<Integer> unknown = new HashSet<>();

  /// Why the registry is not asked any more.
  private @Nullable String trouble;

  Decoding(SchemaReader schemas, As keys, As values) {
    this.schemas = schemas;
    this.keys = keys;
    this.values = values;
  }

  @Nullable Shown key(byte @Nullable [] bytes) {
    return bytes == null ? null : shown(bytes, keys);
  }

  @Nullable Shown value(byte @Nullable [] bytes) {
    return bytes == null ? null : shown(bytes, values);
  }

  @Nullable Shown header(byte @Nullable [] bytes) {
    return bytes == null ? null : plain(bytes);
  }

  /// Why schemas were not used though there is a registry, or null.
  @Nullable String trouble() {
    return trouble;
  }

  private Shown shown(byte[] bytes, As as) {
    return switch (as) {
      case AUTO -> guessed(bytes);
      case JSON -> json(bytes);
      case TEXT -> new Shown(As.TEXT, new String(bytes, UTF_8), bytes.length, null, null);
      case HEX -> hex(bytes);
      case BASE64 -> {
        var text = Base64.getEncoder().encodeToString(bytes);
        yield new Shown(As.BASE64, text, bytes.length, null, null);
      }
      case AVRO, PROTOBUF, JSONSCHEMA -> insisted(bytes, as);
    };
  }

  private static Shown json(byte[] bytes) {
    var text = new String(bytes, UTF_8);
    if (Shown.isJson(text)) return new Shown(As.JSON, text, bytes.length, null, null);
    return because(plain(bytes), "These bytes are no JSON");
  }

  private static Shown because(Shown shown, String problem) {
    return new Shown(shown.as(), shown.text(), shown.bytes(), shown.schemaId(), problem);
  }

  private static Shown hex(byte[] bytes) {
    return new Shown(As.HEX, HexFormat.of().formatHex(bytes), bytes.length, null, null);
  }

  /// As text where they are some.
  private static Shown plain(byte[] bytes) {
    var text = new String(bytes, UTF_8);
    return isReadable(text, bytes)
        ? new Shown(As.TEXT, text, bytes.length, null, null)
        : hex(bytes);
  }

  /// Without signs that no text has. Hot.
  private static boolean isReadable(String text, byte[] bytes) {
    var replaced = false;
    for (var i = 0; i < text.length(); i++) {
      var sign = text.charAt(i);
      if (sign < ' ' && sign != '\n' && sign != '\t' && sign != '\r') return false;
      if (sign == '\uFFFD') replaced = true;
    }
    return !replaced || Arrays.equals(text.getBytes(UTF_8), bytes);
  }

  private Shown guessed(byte[] bytes) {
    if (!isFramed(bytes) || trouble != null || !schemas.isThere()) return plain(bytes);
    var id = ByteBuffer.wrap(bytes).getInt(1);
    if (unknown.contains(id) || unknown.size() >= UNKNOWN_MAX) return plain(bytes);
    try {
      return read(bytes, id);
    } catch (RestException e) {
      if (isTrouble(e)) trouble = e.getMessage();
      else unknown.add(id);
      return plain(bytes);
    }
  }

  private static boolean isFramed(byte[] bytes) {
    return bytes.length >= HEAD_BYTES && bytes[0] == 0;
  }

  private static boolean isTrouble(RestException e) {
    return e.status() == NO_SCHEMA && !String.valueOf(e.getMessage()).startsWith("Schema ");
  }

  private Shown read(byte[] bytes, int id) {
    var read = schemas.read(bytes);
    var as = As.valueOf(read.format().toUpperCase(Locale.ROOT));
    return new Shown(as, read.json(), bytes.length, id, null);
  }

  private Shown insisted(byte[] bytes, As as) {
    if (!schemas.isThere()) {
      return because(plain(bytes), "There is no schema registry. Set registry.url");
    }
    if (!isFramed(bytes)) return because(plain(bytes), "These bytes name no schema");
    var known = trouble;
    if (known != null) return because(plain(bytes), known);
    try {
      var shown = read(bytes, ByteBuffer.wrap(bytes).getInt(1));
      if (shown.as() == as) return shown;
      return because(shown, "Their schema is %s".formatted(shown.as().label()));
    } catch (RestException e) {
      var why = String.valueOf(e.getMessage());
      if (isTrouble(e)) trouble = why;
      return because(plain(bytes), why);
    }
  }
}
