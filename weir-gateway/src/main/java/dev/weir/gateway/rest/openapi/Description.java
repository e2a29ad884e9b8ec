package dev.weir.gateway.rest.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.MediaTypes;
import dev.weir.gateway.web.Route;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Two routes that describe all of them, themselves included.
///
/// `/openapi` is where Strimzi's bridge has it, and what a proxy has put before our paths is told
/// there as `basePath` too, as the bridge does; `/openapi.json` is the standard and nothing else.
public final class Description {
  private static final Pattern SITE = Pattern.compile("^https?://[^/]*");

  private final List<Route> routes;

  /// An object of JSON.
  private final byte[] document;

  /// @param parts all other routes of the proxy
  /// @param others what is described with them
  public Description(List<Route> parts, List<Route> others) {
    var doc = Doc.of("Describes what is served, as OpenAPI 3.0").gives(200, "Description");
    var all = new ArrayList<>(parts);
    all.add(Route.get("/openapi.json", doc, call -> call.answer(answer(standard(call)))).forAll());
    all.add(Route.get("/openapi", doc, call -> call.answer(answer(asTheBridge(call)))).forAll());
    this.routes = List.copyOf(all);
    all.addAll(others);
    this.document = Document.of(List.copyOf(all), Shapes.read()).toString().getBytes(UTF_8);
  }

  /// The parts' and the two.
  public List<Route> routes() {
    return routes;
  }

  /// With what is the same for all behind it: that is large, and written once.
  private Answer answer(ObjectNode told) {
    var head = told.toString();
    var bytes = new ByteArrayOutputStream(head.length() + document.length);
    bytes.writeBytes(head.substring(0, head.length() - 1).getBytes(UTF_8));
    bytes.write(',');
    bytes.write(document, 1, document.length - 1);
    return Answer.of(200, MediaTypes.JSON, bytes.toByteArray());
  }

  private static ObjectNode standard(Call call) {
    var base = call.links().base();
    var told = JsonNodeFactory.instance.objectNode();
    told.put("openapi", Document.OPENAPI);
    told.putArray("servers").addObject().put("url", base.isEmpty() ? "/" : base);
    return told;
  }

  private static ObjectNode asTheBridge(Call call) {
    var folders = SITE.matcher(call.links().base()).replaceFirst("");
    var told = standard(call);
    return folders.isEmpty() ? told : told.put("basePath", folders);
  }
}
