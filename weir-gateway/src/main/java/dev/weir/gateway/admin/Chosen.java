package dev.weir.gateway.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.gateway.net.StrictJson;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongPredicate;

/// Which dead letters are meant: `{"all":true}` or `{"sequences":[17,18]}`. Nothing else counts, so
/// that nothing is dropped by accident.
record Chosen(boolean all, Set<Long> sequences) implements LongPredicate {
  private static final JsonFactory JSON = StrictJson.unrepeated();

  /// It does not say which.
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String why) {
      super(
          "The body does not say which dead letters are meant: %s. Send {\"all\":true} or {\"sequences\":[17,18]}"
              .formatted(why));
    }
  }

  static Chosen read(byte[] body) throws Unreadable {
    try (var json = JSON.createParser(body)) {
      return read(json);
    } catch (IOException e) {
      throw new Unreadable("it is not the JSON that is understood");
    }
  }

  private static Chosen read(JsonParser json) throws IOException, Unreadable {
    if (json.nextToken() != JsonToken.START_OBJECT) throw new Unreadable("it is no object");
    var name = json.nextFieldName();
    var chosen =
        switch (name) {
          case "all" -> new Chosen(json.nextToken() == JsonToken.VALUE_TRUE, Set.of());
          case "sequences" -> new Chosen(false, numbers(json));
          case null, default -> throw new Unreadable("it has no field of that kind");
        };
    if (json.nextToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
      throw new Unreadable("it has more than one field");
    }
    if (!chosen.all && chosen.sequences.isEmpty()) throw new Unreadable("it names none");
    return chosen;
  }

  private static Set<Long> numbers(JsonParser json) throws IOException, Unreadable {
    var numbers = new HashSet<Long>();
    if (json.nextToken() != JsonToken.START_ARRAY) throw new Unreadable("sequences is no array");
    while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) numbers.add(json.getLongValue());
    if (json.currentToken() != JsonToken.END_ARRAY) {
      throw new Unreadable("sequences holds something else than whole numbers");
    }
    return numbers;
  }

  @Override
  public boolean test(long sequence) {
    return all || sequences.contains(sequence);
  }
}
