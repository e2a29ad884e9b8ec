package dev.weir.gateway.rest.produce;

import dev.weir.gateway.web.RestException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the body of a batch of v3. Used once, by one thread.
///
/// A record that is wrong fails alone; what is wrong with the batch or an id is refused as a whole.
///
/// ```
/// {"entries":[{"id":"a", …the fields of a record…}]}
/// ```
final class BatchReader {
  private static final int BAD_BATCH = 42_208;
  private static final Fields BODY = Fields.of("The body", 400, "entries");
  private static final String ID = "id";
  private static final Pattern LEGAL_ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

  /// One record, by the name that its sender gave it.
  record Entry(String id, Item item) {}

  private final JsonBytes json;
  private final DraftReader.Absent absent;
  private final int max;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private BatchReader(byte[] body, DraftReader.Absent absent, int max) {
    this.json = new JsonBytes(body);
    this.absent = absent;
    this.max = max;
  }

  /// @param max how many entries there may be
  static List<Entry> read(byte[] body, DraftReader.Absent absent, int max) {
    return new BatchReader(body, absent, max).read();
  }

  private List<Entry> read() {
    if (json.atEnd()) throw refused("The request body is empty");
    var seen = 0;
    json.object("The body");
    for (var first = true; json.more(first, '}'); first = false) {
      seen |= 1 << json.field(BODY, seen);
      if (!json.takesNull()) entries();
    }
    json.end();
    if (entries.isEmpty()) throw refused("The batch has no entries");
    return entries;
  }

  private void entries() {
    json.array("entries");
    for (var first = true; json.more(first, ']'); first = false) {
      if (entries.size() == max) {
        throw refused("The batch has more entries than rest.batch-entries allows: " + max);
      }
      entries.add(entry());
    }
  }

  /// Read twice: an entry that is wrong still has its id, and its end.
  private Entry entry() {
    var start = json.place();
    var id = id();
    var end = json.place();
    json.goTo(start);
    try {
      var draft = DraftReader.readEntry(json, absent);
      return new Entry(id, new Item.Good(draft));
    } catch (RestException e) {
      json.goTo(end);
      return new Entry(id, new Item.Bad(e));
    }
  }

  private String id() {
    String id = null;
    json.object("An entry");
    for (var first = true; json.more(first, '}'); first = false) {
      var name = json.name();
      json.colon();
      if (name.equals(ID) && json.stringComes()) {
        id = json.string();
      } else {
        json.skip();
      }
    }
    if (id == null || !LEGAL_ID.matcher(id).matches()) {
      throw refused("The id of each entry is a text of 1 to 80 of the characters A-Z a-z 0-9 - _");
    }
    if (!ids.add(id)) throw refused("Two entries have the id '%s'".formatted(id));
    return id;
  }

  private static RestException refused(String why) {
    return new RestException(422, BAD_BATCH, why);
  }
}
