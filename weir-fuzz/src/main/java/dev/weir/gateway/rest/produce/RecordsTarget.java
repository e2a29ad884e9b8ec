package dev.weir.gateway.rest.produce;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.weir.Message;
import dev.weir.fuzz.Law;
import dev.weir.gateway.web.Format;
import dev.weir.gateway.web.RestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of a produce call of the REST proxy, whose format the first byte chooses: it is read or
/// refused with a reason; what is read as JSON is JSON for Jackson, too, and its values are the
/// same tokens as in the body.
public final class RecordsTarget {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
          .build();

  private static final DraftReader.Absent ABSENT = new DraftReader.Absent(Message.ANY_PARTITION, 0);

  private static final List<Format> FORMATS = List.of(Format.values());

  private RecordsTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) return;
    var body = Arrays.copyOfRange(input, 1, input.length);
    var kind = Math.floorMod(input[0], FORMATS.size() + 2);
    try {
      if (kind < FORMATS.size()) {
        records(body, FORMATS.get(kind));
      } else if (kind > FORMATS.size()) {
        var _ = DraftReader.read(body, ABSENT);
      } else {
        var _ = BatchReader.read(body, ABSENT, 10);
      }
    } catch (RestException e) {
      Law.holds(e.status() == 400 || e.status() == 422, "a refusal is the client's fault");
      Law.holds(!String.valueOf(e.getMessage()).isBlank(), "a refusal says why");
    }
  }

  private static void records(byte[] body, Format format) {
    var common = new RecordsReader.Common("t", format, null, Message.ANY_PARTITION, 1_000);
    var batch = RecordsReader.read(body, common);
    Law.holds(!batch.messages().isEmpty(), "there are records");
    try {
      var values = values(body);
      if (format != Format.JSON) return;
      var kept = new ArrayList<@Nullable List<String>>();
      for (var message : batch.messages()) kept.add(tokens(message.value()));
      Law.same(values, kept, "values are what was sent");
    } catch (IOException e) {
      throw new AssertionError("what was read is no JSON", e);
    }
  }

  /// The tokens of the value of each record; null for none.
  private static List<@Nullable List<String>> values(byte[] body) throws IOException {
    var values = new ArrayList<@Nullable List<String>>();
    try (var json = JSON.createParser(body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var records = json.currentName().equals("records");
        json.nextToken();
        if (records && json.currentToken() == JsonToken.START_ARRAY) {
          while (json.nextToken() != JsonToken.END_ARRAY) values.add(value(json));
        } else {
          json.skipChildren();
        }
      }
      Law.holds(json.nextToken() == null, "nothing stands behind the body");
    }
    return values;
  }

  private static @Nullable List<String> value(JsonParser json) throws IOException {
    List<String> value = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      json.nextToken();
      var tokens = new ArrayList<String>();
      var depth = 0;
      do {
        depth += step(json.currentToken());
        tokens.add(json.currentToken() + " " + json.getText());
      } while (depth > 0 && json.nextToken() != null);
      var isNull = tokens.getFirst().startsWith(JsonToken.VALUE_NULL.name());
      if (name.equals("value") && !isNull) value = tokens;
    }
    return value;
  }

  private static @Nullable List<String> tokens(byte @Nullable [] value) throws IOException {
    if (value == null) return null;
    var tokens = new ArrayList<String>();
    try (var json = JSON.createParser(value)) {
      while (json.nextToken() != null) tokens.add(json.currentToken() + " " + json.getText());
    }
    return tokens;
  }

  private static int step(JsonToken token) {
    if (token.isStructStart()) return 1;
    return token.isStructEnd() ? -1 : 0;
  }
}
