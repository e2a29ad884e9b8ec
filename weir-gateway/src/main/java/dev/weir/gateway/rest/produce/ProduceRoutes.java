package dev.weir.gateway.rest.produce;

import dev.weir.config.WeirConfig;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.rest.schema.Schemas;
import dev.weir.gateway.rest.web.Blocking;
import dev.weir.gateway.rest.web.Doc;
import dev.weir.gateway.rest.web.Route;
import java.util.List;
import java.util.function.Supplier;

/// The calls that records come in by.
public final class ProduceRoutes {
  private static final Doc TOPIC = doc("Produces records to a topic.");
  private static final Doc PARTITION = doc("Produces records to one partition of a topic.");

  private final Supplier<WeirConfig> settings;
  private final Context context;
  private final Schemas schemas;
  private final Blocking blocking;
  private final Destinations destinations;

  /// @param settings those in force; they may change at any time
  public ProduceRoutes(
      Context context, Cluster cluster, Schemas schemas, Supplier<WeirConfig> settings) {
    this.context = context;
    this.settings = settings;
    this.schemas = schemas;
    this.blocking = new Blocking(context.delivery().budget());
    this.destinations = new Destinations(cluster, context.net().clock(), settings);
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/topics/{topic}", TOPIC, resource(false)),
        Route.post("/topics/{topic}/partitions/{partition}", PARTITION, resource(true)));
  }

  private ProduceResource resource(boolean inPartition) {
    return new ProduceResource(
        context.delivery(), settings, schemas, destinations, blocking, inPartition);
  }

  private static Doc doc(String summary) {
    return Doc.of(summary)
        .query("async", "boolean", "Answer 204 when the records are safe in the gateway.")
        .takes("ProduceRequest")
        .gives(200, "ProduceResponse")
        .gives(204)
        .fails(400, 401, 403, 404, 406, 408, 413, 415, 422, 429, 503);
  }
}
