package dev.weir.gateway.api.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.Problem;
import java.io.IOException;

/// Something that is wrong now, for a person to read.
///
/// @param link the view of the console that tells more, or empty
/// @param since when, in milliseconds since 1970, or 0 where that is not known
record Trouble(Kind kind, String what, String why, String remedy, String link, long since) {
  static final String DELIVERY = "#/delivery";
  static final String HEALTH = "#/health";

  static Trouble of(Kind kind, String what, String why, String remedy) {
    return new Trouble(kind, what, why, remedy, "", 0);
  }

  static Trouble of(Kind kind, Problem problem) {
    return of(kind, problem.what(), problem.why(), problem.remedy());
  }

  Trouble at(String view) {
    return new Trouble(kind, what, why, remedy, view, since);
  }

  Trouble since(long moment) {
    return new Trouble(kind, what, why, remedy, link, moment);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", kind.label());
    json.writeStringField("what", what);
    json.writeStringField("why", why);
    json.writeStringField("remedy", remedy);
    if (!link.isEmpty()) json.writeStringField("link", link);
    if (since > 0) json.writeNumberField("since", since);
    json.writeEndObject();
  }
}
