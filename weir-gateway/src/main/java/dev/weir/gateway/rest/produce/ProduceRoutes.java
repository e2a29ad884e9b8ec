package dev.weir.gateway.rest.produce;

import dev.weir.Role;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.cluster.ClusterId;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.rest.schema.Schemas;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Route;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The calls that records come in by.
public final class ProduceRoutes {
  private static final Doc TOPIC = doc("Produces records to a topic.");
  private static final Doc PARTITION = doc("Produces records to one partition of a topic.");

  private static final Doc RECORDS =
      Doc.of("Produces records, one JSON object after another, each of which is answered at once.")
          .takes("ProduceRequestV3")
          .gives(200, "ProduceResponseV3")
          .fails(400, 404, 406, 415, 422, 429, 503);

  private static final Doc BATCH =
      Doc.of("Produces a batch of records.")
          .takes("ProduceBatchRequest")
          .gives(207, "ProduceBatchResponse")
          .fails(400, 404, 406, 415, 422, 429, 503);

  private final Desk desk;
  private final Blocking blocking;

  /// @param settings those in force; they may change at any time
  public ProduceRoutes(
      Context context, Cluster cluster, Schemas schemas, Supplier<WeirConfig> settings) {
    this.blocking = new Blocking(context.delivery().budget());
    var clock = context.net().clock();
    this.desk =
        new Desk(
            context.delivery(),
            Context.messages(context.metrics(), "rest"),
            settings,
            schemas,
            new Destinations(cluster, clock, settings),
            new ClusterId(cluster),
            context.tracing(),
            clock);
  }

  public List<Route> routes() {
    return Stream.of(
            Route.post("/topics/{topic}", TOPIC, resource(false)),
            Route.post("/topics/{topic}/partitions/{partition}", PARTITION, resource(true)),
            Route.post(
                "/v3/clusters/{cluster_id}/topics/{topic_name}/records",
                RECORDS,
                new RecordsResource(desk, blocking)),
            Route.post(
                "/v3/clusters/{cluster_id}/topics/{topic_name}/records:batch",
                BATCH,
                new BatchResource(desk, blocking)))
        .map(route -> route.needs(Role.PRODUCE))
        .toList();
  }

  private ProduceResource resource(boolean inPartition) {
    return new ProduceResource(desk, blocking, inPartition);
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
