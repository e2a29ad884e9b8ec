package dev.weir.gateway.console;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Serves the page: a few files from the jar. Which view it shows stands behind the `#`, which a
/// server never sees, so the page also works beneath the path of a proxy.
public final class ConsoleEndpoint implements Endpoint {
  private static final String PLACE = "/console";
  private static final Map<String, String> TYPES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "console.js", "text/javascript; charset=utf-8",
          "console.css", "text/css; charset=utf-8",
          "icon.svg", "image/svg+xml");

  /// Nothing but what comes from here runs, is shown or is asked for.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

  private final Map<String, StaticFile> files = new HashMap<>();

  public ConsoleEndpoint() {
    TYPES.forEach((name, type) -> {
      var file = StaticFile.read(name, type);
      if (file != null) files.put(name, file);
    });
  }

  /// The endpoints by their paths.
  public Map<String, Endpoint> endpoints() {
    return Map.of(PLACE, this, PLACE + "/*", this);
  }

  @Override
  public @Nullable Answer refusal(Head head) {
    return safe(answer(head));
  }

  private Answer answer(Head head) {
    if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
      return Answer.text(405, "The console's files are read with GET. Send that.\n")
          .with("Allow", "GET, HEAD");
    }
    if (head.rawPath().equals(PLACE)) {
      return Answer.text(308, "The console is at /console/.\n").with("Location", "console/");
    }
    if (!files.containsKey("console.js")) {
      return Answer.text(
          404,
          "This build has no console: there was no esbuild for the machine that made it. Install"
              + " esbuild there and build again.\n");
    }
    var name = head.path().equals(PLACE) ? "index.html" : head.path().substring(PLACE.length() + 1);
    var file = files.get(name);
    return file == null
        ? Answer.text(
            404, "The console has no file '%s'. It begins at /console/.\n".formatted(name))
        : file.answer(head);
  }

  private static Answer safe(Answer answer) {
    return answer
        .with("Content-Security-Policy", POLICY)
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin");
  }

  @Override
  public void handle(Exchange exchange) {
    exchange.answer(safe(answer(exchange)));
  }
}
