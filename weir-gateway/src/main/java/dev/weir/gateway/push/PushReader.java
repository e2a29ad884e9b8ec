package dev.weir.gateway.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weir.Message;
import dev.weir.gateway.net.StrictJson;
import dev.weir.gateway.net.Utf8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads one `/push` body, token by token, without building a tree. Used once, by one thread.
///
/// Fields that nobody knows are skipped; a known field that comes twice is refused.
final class PushReader {
  private static final JsonFactory JSON = StrictJson.builder().build();

  /// Where it found what it read, and which of its settings a program would change.
  private static final Pattern JACKSONS_OWN =
      Pattern.compile(
          " \\((?:start marker|for \\w+ starting) at .*"
              + "|, from `[^`]*`"
              + "|: enable `[^`]*` to allow"
              + "| \\(consider enabling .*"
              + "| \\(not recognized as one since [^)]*\\)",
          Pattern.DOTALL);

  private static final String EXAMPLE =
      "; a body looks like {\"records\":[{\"topic\":\"t\",\"data\":\"x\"}]}";

  private final PushJson json;
  private final int unchosen;

  private PushReader(PushJson json, int unchosen) {
    this.json = json;
    this.unchosen = unchosen;
  }

  /// @param unchosen what stands for a partition that is not named
  static PushCodec.Decoded read(byte[] body, int unchosen) {
    if (!Utf8.valid(body)) return new PushCodec.Malformed("invalid UTF-8" + EXAMPLE);
    try (var json = JSON.createParser(body)) {
      return decoded(json, unchosen);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
  }

  private static PushCodec.Decoded decoded(JsonParser json, int unchosen) throws IOException {
    try {
      return new PushReader(new PushJson(json), unchosen).push();
    } catch (PushJson.MalformedException e) {
      return new PushCodec.Malformed(e.getMessage() + EXAMPLE);
    } catch (JsonProcessingException e) {
      var where = PushJson.at(json.currentLocation());
      return new PushCodec.Malformed(plain(e) + where + EXAMPLE);
    }
  }

  /// Jackson's own text without what only its users understand, and without its location, which is
  /// not always there.
  private static String plain(JsonProcessingException e) {
    return JACKSONS_OWN.matcher(e.getOriginalMessage()).replaceAll("");
  }

  private PushCodec.Push push() throws IOException {
    json.object();
    List<Message> records = null;
    Boolean wait = null;
    for (var field = json.field(); field != null; field = json.field()) {
      switch (field) {
        case "records" -> {
          json.once(records == null, field);
          records = records();
        }
        case "wait_for_send" -> {
          json.once(wait == null, field);
          wait = json.flag();
        }
        default -> json.skip();
      }
    }
    if (json.more()) throw json.malformed("trailing characters");
    return new PushCodec.Push(json.present(records, "records"), Boolean.TRUE.equals(wait));
  }

  private List<Message> records() throws IOException {
    json.array();
    var records = new ArrayList<Message>();
    while (json.another()) records.add(RecordReader.read(json, unchosen));
    return records;
  }
}
