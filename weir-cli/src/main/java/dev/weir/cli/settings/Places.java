package dev.weir.cli.settings;

import dev.weir.config.Address;
import dev.weir.config.WeirConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a gateway with these settings would listen, and what it would use.
final class Places {
  private final List<Place> places = new ArrayList<>();

  /// @param name as in `listen:`, or `broker`, `kafka`, `data`
  record Place(String name, String address) {}

  private Places() {}

  static List<Place> of(WeirConfig config) {
    var found = new Places();
    var listen = config.listen();
    found.add("http", listen.http());
    found.add("push", listen.push());
    found.add("topics", listen.topics());
    found.add("rest", listen.rest());
    found.add("metrics", listen.metrics());
    found.add("admin", listen.admin());
    found.add("grpc", listen.grpc());
    found.add("unix", listen.unix());
    found.add("unix-acked", listen.unixAcked());
    if (config.kafka().embedded()) {
      found.add("broker", new Address.Tcp("127.0.0.1", config.broker().port()));
    } else if (!config.kafka().off()) {
      found.add("kafka", config.kafka().bootstrapServers());
    }
    found.add("data", config.data());
    return found.places;
  }

  private void add(String name, Address address) {
    if (address instanceof Address.Tcp tcp) add(name, tcp.toString());
  }

  private void add(String name, @Nullable Path path) {
    if (path != null) add(name, path.toString());
  }

  private void add(String name, String address) {
    places.add(new Place(name, address));
  }
}
