package dev.weir.gateway.api.messages;

import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Route;
import java.util.List;

/// Shows the messages of a topic.
public final class MessageRoutes {
  private static final String STRING = "string";

  private final Blocking blocking;
  private final MessageReads reads;
  private final Tails tails;

  /// @param schemas reads what was written with schemas of the registry
  public MessageRoutes(Surroundings surroundings, SchemaReader schemas) {
    var clock = surroundings.clock();
    var consumers = new Consumers(surroundings.settings());
    var opening = new Opening(surroundings.cluster(), surroundings.settings());
    this.blocking = surroundings.blocking();
    this.reads = new MessageReads(consumers, opening, schemas, clock);
    this.tails = new Tails(consumers, opening, schemas, clock);
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/api/topics/{topic}/messages", page(), blocking.resource(reads::page)),
        Route.get(
            "/api/topics/{topic}/messages/{partition}/{offset}",
            decoded(Doc.of("Tells one message whole, with its bytes in base64."))
                .gives(200, "Message")
                .fails(400, 404, 503),
            blocking.resource(reads::one)),
        Route.get("/api/topics/{topic}/tail", tail(), tails));
  }

  private static Doc page() {
    var doc =
        Doc.of(
                "Tells messages, all partitions mixed by time; a search stops after a while and"
                    + " tells how far it is and where to go on.")
            .query(
                "from",
                STRING,
                "latest (the last ones, newest first; the default), or where to begin and go forth:"
                    + " earliest, offset:123, 0:123 (partition and offset), -1h,"
                    + " 2026-01-31T10:42:00Z")
            .query("limit", "integer", "How many messages at most: 1 to 1000, and 100 without it")
            .query("cursor", STRING, "Goes on where the answer before ended; with the same q");
    return decoded(searched(doc)).gives(200, "Messages").fails(400, 404, 503);
  }

  private static Doc tail() {
    var doc =
        Doc.of(
            "Tells messages as they come, as server-sent events: open, then messages with"
                + " {\"messages\":[…],\"dropped\":0}, 20 a second at most and 200 messages in each;"
                + " dropped counts those that did not fit, since the beginning.");
    return decoded(searched(doc)).gives(200, "Events").fails(400, 404, 503);
  }

  private static Doc searched(Doc doc) {
    return doc.query("partition", "integer", "Of this one alone")
        .query(
            "q",
            STRING,
            "What is looked for in keys, values and headers, whatever the case; all words must be"
                + " there. \"two words\", key:42, value:oslo, h.type:paid and p:3 narrow it");
  }

  private static Doc decoded(Doc doc) {
    var ways = ": auto (the default), json, text, hex, base64, avro, protobuf or jsonschema";
    return doc.query("keyAs", STRING, "How keys are read" + ways)
        .query("valueAs", STRING, "How values are read" + ways);
  }
}
