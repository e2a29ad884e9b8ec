package dev.weir.gateway.web;

import dev.weir.config.RestConfig;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Lines;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds the route of each request, sees whether its caller may call it, and has its resource
/// answer, errors included.
public final class Site implements Endpoint {
  private final Routes routes;
  private final Errors errors;
  private final Supplier<RestConfig> settings;

  /// @param settings those in force
  public Site(Routes routes, Errors errors, Supplier<RestConfig> settings) {
    this.routes = routes;
    this.errors = errors;
    this.settings = settings;
  }

  @Override
  public @Nullable Answer refusal(Head head) {
    try {
      var found = found(head);
      Front.check(head, settings.get());
      if (!found.byMethod().containsKey(method(head))) return wrongMethod(head, found);
      var route = route(head, found);
      route.check(head.caller(), found.names());
      route.resource().check(target(head, found));
      return null;
    } catch (RuntimeException e) {
      return errors.answer(head, e);
    }
  }

  @Override
  public Answer told(Head head, Answer answer) {
    return errors.told(head, answer);
  }

  @Override
  public @Nullable Lines lines(Head head) {
    var found = found(head);
    return route(head, found).resource().lines(target(head, found));
  }

  /// Hot.
  @Override
  public void handle(Exchange exchange) {
    var found = found(exchange);
    var call = new Call(exchange, target(exchange, found), errors);
    try {
      route(exchange, found).resource().handle(call);
    } catch (RuntimeException e) {
      call.fail(e);
    }
  }

  private Routes.Found found(Head head) {
    var found = routes.find(head.rawPath());
    if (found != null) return found;
    throw RestException.plain(
        404, "Nothing is served at %s. /openapi.json lists what is".formatted(head.path()));
  }

  private static Route route(Head head, Routes.Found found) {
    var route = found.byMethod().get(method(head));
    if (route == null) throw new IllegalStateException("a request that was let in has no route");
    return route;
  }

  /// What answers a GET answers a HEAD, whose body is left out on its way.
  private static String method(Head head) {
    return head.method().equals("HEAD") ? "GET" : head.method();
  }

  private Answer wrongMethod(Head head, Routes.Found found) {
    var allowed = new TreeSet<>(found.byMethod().keySet());
    if (allowed.contains("GET")) allowed.add("HEAD");
    allowed.add("OPTIONS");
    var names = String.join(", ", allowed);
    if (head.method().equals("OPTIONS"))
      return new Answer(204, null, new byte[0], List.of()).with("Allow", names);
    var error =
        RestException.plain(
            405, "%s takes %s, not %s".formatted(head.path(), names, head.method()));
    return errors.answer(head, error).with("Allow", names);
  }

  private Target target(Head head, Routes.Found found) {
    return new Target(head, found.names(), settings);
  }
}
