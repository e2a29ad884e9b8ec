package dev.weir.cli.doctor;

import dev.weir.cli.cluster.Connection;
import dev.weir.cli.cluster.Registry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/// Whether the schema registry lets us in; nothing where there is none.
final class RegistryCheck {
  private static final String NAME = "registry";

  private final Connection connection;
  private final Duration max;

  RegistryCheck(Connection connection, Duration timeout) {
    this.connection = connection;
    this.max = timeout.dividedBy(2);
  }

  void run(List<Finding> findings) throws InterruptedException {
    var registry = connection.registry();
    if (registry != null) findings.add(look(registry));
  }

  private Finding look(Registry registry) throws InterruptedException {
    var client = HttpClient.newBuilder().connectTimeout(max).build();
    try {
      var status = client.send(request(registry), BodyHandlers.discarding()).statusCode();
      return switch (status) {
        case 200 -> Finding.ok(NAME, registry.url(), "answers");
        case 401, 403 ->
            Finding.failed(
                NAME,
                registry.url(),
                "it lets us not in (%d)".formatted(status),
                "Give its 'registry' a username and password: weir context edit.");
        default ->
            Finding.failed(
                NAME,
                registry.url(),
                "/subjects answers %d".formatted(status),
                "Correct the 'registry.url' of the context.");
      };
    } catch (IOException | IllegalArgumentException e) {
      return Finding.failed(
          NAME, registry.url(), GatewayChecks.noAnswer(e), "Correct its address, or start it.");
    } finally {
      client.shutdownNow();
    }
  }

  private HttpRequest request(Registry registry) {
    var request = HttpRequest.newBuilder(URI.create(registry.url() + "/subjects")).timeout(max);
    if (registry.username() == null) return request.build();
    var login = "%s:%s".formatted(registry.username(), registry.password());
    var encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    return request.header("Authorization", "Basic " + encoded).build();
  }
}
