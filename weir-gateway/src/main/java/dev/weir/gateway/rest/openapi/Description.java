package dev.weir.gateway.rest.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.rest.web.Call;
import dev.weir.gateway.rest.web.Doc;
import dev.weir.gateway.rest.web.MediaTypes;
import dev.weir.gateway.rest.web.Route;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Two routes that describe all of them, themselves included.
///
/// `/openapi` is where Strimzi's bridge has it, and what a proxy has put before our paths is told
/// there as `basePath` too, as the bridge does; `/openapi.json` is the standard and nothing else.
public final class Description {
  private final List<Route> routes;
  private final ObjectNode document;

  /// @param parts all other routes
  public Description(List<Route> parts) {
    var doc = Doc.of("Describes what is served, as OpenAPI 3.0").gives(200, "Description");
    var all = new ArrayList<>(parts);
    all.add(Route.get("/openapi.json", doc, call -> call.answer(answer(standard(call)))));
    all.add(Route.get("/openapi", doc, call -> call.answer(answer(asTheBridge(call)))));
    this.routes = List.copyOf(all);
    this.document = Document.of(routes, Shapes.read());
  }

  /// The parts' and the two.
  public List<Route> routes() {
    return routes;
  }

  private static Answer answer(ObjectNode document) {
    return Answer.of(200, MediaTypes.JSON, document.toString().getBytes(StandardCharsets.UTF_8));
  }

  private ObjectNode standard(Call call) {
    var base = call.links().base();
    var told = document.objectNode();
    told.put("openapi", Document.OPENAPI);
    told.putArray("servers").addObject().put("url", base.isEmpty() ? "/" : base);
    return told.setAll(document);
  }

  private ObjectNode asTheBridge(Call call) {
    var told = standard(call);
    var folders = URI.create(call.links().base()).getRawPath();
    return folders.isEmpty() ? told : told.put("basePath", folders);
  }
}
