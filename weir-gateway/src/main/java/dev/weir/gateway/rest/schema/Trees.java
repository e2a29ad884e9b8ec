package dev.weir.gateway.rest.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.gateway.net.StrictJson;
import java.io.IOException;

/// Reads JSON of strangers, whose depth is bounded: whoever walks down the tree may recurse.
final class Trees {
  static final int DEPTH_MAX = 200;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              StrictJson.builder(DEPTH_MAX)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Trees() {}

  /// Throws a [Misfit] where it is not one JSON value.
  static JsonNode read(byte[] json) {
    return read(json, 0);
  }

  static JsonNode read(byte[] json, int from) {
    try {
      var tree = MAPPER.readTree(json, from, json.length - from);
      if (tree.isMissingNode()) throw new Misfit("there is no JSON value");
      return tree;
    } catch (IOException e) {
      throw misfit(e);
    }
  }

  /// Throws a [Misfit] where this is not one JSON value; keeps nothing of it.
  static void check(byte[] json, int from) {
    try (var parser = MAPPER.createParser(json, from, json.length - from)) {
      if (parser.nextToken() == null) throw new Misfit("there is no JSON value");
      parser.skipChildren();
      if (parser.nextToken() != null) throw new Misfit("not JSON: more than one value");
    } catch (IOException e) {
      throw misfit(e);
    }
  }

  /// The same JSON, but of fields of one name the last alone.
  static byte[] withoutRepetition(byte[] json) {
    try {
      check(json, 0);
      return json;
    } catch (Misfit _) {
      return last(json);
    }
  }

  private static byte[] last(byte[] json) {
    try (var parser = MAPPER.createParser(json)) {
      parser.disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      return MAPPER.writeValueAsBytes(parser.readValueAsTree());
    } catch (IOException e) {
      throw misfit(e);
    }
  }

  private static Misfit misfit(IOException failure) {
    var why =
        failure instanceof JsonProcessingException known
            ? known.getOriginalMessage()
            : failure.getMessage();
    return new Misfit("not JSON: " + why);
  }
}
