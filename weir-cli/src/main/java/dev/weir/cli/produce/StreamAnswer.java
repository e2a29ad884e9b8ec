package dev.weir.cli.produce;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// A line of what a gateway answers to a stream.
///
/// @param line of the request, from 1
/// @param partition -1 where Kafka does not have it yet, as with the offset
/// @param error what is wrong; empty where nothing is
/// @param retriable whether it and all behind it may be sent again
record StreamAnswer(
    int line, int partition, long offset, String error, boolean retriable, long retryAfterMillis) {
  private static final JsonFactory JSON = new JsonFactory();

  static StreamAnswer parse(String text) throws IOException {
    var line = 0;
    var partition = -1;
    var offset = -1L;
    var error = new Wrong("", false, 0);
    try (var json = JSON.createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var name = json.currentName();
        json.nextToken();
        switch (name) {
          case "line" -> line = json.getIntValue();
          case "partition" -> partition = json.getIntValue();
          case "offset" -> offset = json.getLongValue();
          case "error" -> error = wrong(json);
          default -> json.skipChildren();
        }
      }
    }
    return new StreamAnswer(
        line, partition, offset, error.text, error.retriable, error.retryAfterMillis);
  }

  private record Wrong(String text, boolean retriable, long retryAfterMillis) {}

  private static Wrong wrong(JsonParser json) throws IOException {
    var what = "";
    var why = "";
    var retriable = false;
    var after = 0L;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      json.nextToken();
      switch (name) {
        case "what" -> what = json.getText();
        case "why" -> why = json.getText();
        case "retriable" -> retriable = json.getBooleanValue();
        case "retry_after_ms" -> after = json.getLongValue();
        default -> json.skipChildren();
      }
    }
    return new Wrong(what + ": " + why, retriable, after);
  }
}
