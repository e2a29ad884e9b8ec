package dev.weir.gateway.api.about;

import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Route;
import java.util.List;

/// Tells what the gateway is, what is set, and how to reach it.
public final class AboutRoutes {
  private final Surroundings surroundings;
  private final Run run;

  public AboutRoutes(Surroundings surroundings, Run run) {
    this.surroundings = surroundings;
    this.run = run;
  }

  public List<Route> routes() {
    var blocking = surroundings.blocking();
    return List.of(
        Route.get(
            "/api/about",
            Doc.of(
                    "Tells the version and the commit that it was built of, since when it runs, which"
                        + " ports are open, and where Kafka is.")
                .gives(200, "About"),
            blocking.resource(new About(surroundings, run)::answer)),
        Route.get(
            "/api/config",
            Doc.of("Lists every setting: its value, where that was set, and what it is for.")
                .gives(200, "Config"),
            blocking.resource(new Config(surroundings.settings(), run)::answer)),
        Route.get(
            "/api/snippets",
            Doc.of("Gives a program that sends a message for each way in.")
                .query("topic", "string", "The topic that they send to; 'hello' without it")
                .query("message", "string", "What they send, one line; 'world' without it")
                .gives(200, "Snippets")
                .fails(400),
            new Snippets(surroundings)));
  }
}
