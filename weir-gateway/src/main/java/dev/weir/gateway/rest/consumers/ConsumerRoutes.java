package dev.weir.gateway.rest.consumers;

import dev.weir.Role;
import dev.weir.gateway.rest.schema.Schemas;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.Route;
import java.util.List;
import java.util.stream.Stream;

/// The calls beneath `/consumers`.
public final class ConsumerRoutes {
  private static final String INSTANCE = "/consumers/{group}/instances/{instance}";
  private static final String SUBSCRIPTION = INSTANCE + "/subscription";
  private static final String ASSIGNMENTS = INSTANCE + "/assignments";
  private static final String POSITIONS = INSTANCE + "/positions";
  private static final String OFFSETS = INSTANCE + "/offsets";

  private final Blocking blocking;
  private final InstanceCalls calls;
  private final SubscriptionCalls subscriptions;
  private final OffsetCalls offsets;
  private final RecordCalls records;

  public ConsumerRoutes(Instances instances, Schemas schemas, Blocking blocking) {
    this.blocking = blocking;
    this.calls = new InstanceCalls(instances);
    this.subscriptions = new SubscriptionCalls(instances);
    this.offsets = new OffsetCalls(instances);
    this.records = new RecordCalls(instances, schemas, blocking);
  }

  public List<Route> all() {
    return Stream.of(
            create(),
            delete(),
            subscribe(),
            subscription(),
            unsubscribe(),
            assign(),
            assignments(),
            seek(),
            seekBeginning(),
            seekEnd(),
            commit(),
            committed(),
            read())
        .map(route -> route.needs(Role.READ).ofTheirTopics())
        .toList();
  }

  private Resource control(Resource.Task task) {
    return new Control(blocking, task);
  }

  private Route create() {
    var doc =
        Doc.of("Makes a consumer instance in a group.")
            .takes("ConsumerConfig")
            .gives(200, "Consumer")
            .fails(409, 422);
    return Route.post("/consumers/{group}", doc, control(calls::create));
  }

  private Route delete() {
    var doc = Doc.of("Ends a consumer instance; it leaves its group.").gives(204).fails(404);
    return Route.delete(INSTANCE, doc, control(calls::delete));
  }

  private Route subscribe() {
    var doc =
        Doc.of("Subscribes to topics, or to all whose names match a pattern.")
            .takes("Subscription")
            .gives(204)
            .fails(404, 409, 422);
    return Route.post(SUBSCRIPTION, doc, control(subscriptions::subscribe));
  }

  private Route subscription() {
    var doc = Doc.of("Tells the subscription.").gives(200, "SubscribedTopics").fails(404);
    return Route.get(SUBSCRIPTION, doc, control(subscriptions::subscription));
  }

  private Route unsubscribe() {
    var doc = Doc.of("Ends the subscription, or the assignment.").gives(204).fails(404);
    return Route.delete(SUBSCRIPTION, doc, control(subscriptions::unsubscribe));
  }

  private Route assign() {
    var doc =
        Doc.of("Assigns partitions by hand, without the group.")
            .takes("Partitions")
            .gives(204)
            .fails(404, 409, 422);
    return Route.post(ASSIGNMENTS, doc, control(subscriptions::assign));
  }

  private Route assignments() {
    var doc = Doc.of("Tells which partitions it has.").gives(200, "Partitions").fails(404);
    return Route.get(ASSIGNMENTS, doc, control(subscriptions::assignments));
  }

  private Route seek() {
    var doc =
        Doc.of("Has the next read begin at offsets or at times.")
            .takes("Positions")
            .gives(204)
            .fails(404, 409, 422);
    return Route.post(POSITIONS, doc, control(offsets::seek));
  }

  private Route seekBeginning() {
    var doc =
        Doc.of("Has the next read begin at the first record.")
            .takes("Partitions")
            .gives(204)
            .fails(404, 409, 422);
    return Route.post(POSITIONS + "/beginning", doc, control(offsets::seekBeginning));
  }

  private Route seekEnd() {
    var doc =
        Doc.of("Has the next read begin behind the last record.")
            .takes("Partitions")
            .gives(204)
            .fails(404, 409, 422);
    return Route.post(POSITIONS + "/end", doc, control(offsets::seekEnd));
  }

  private Route commit() {
    var doc =
        Doc.of("Commits offsets: those named, else all that reads have answered.")
            .query("async", "boolean", "whether the answer comes before Kafka's")
            .takes("CommitOffsets")
            .gives(200, "Nothing")
            .gives(204)
            .fails(404, 422, 500);
    return Route.post(OFFSETS, doc, control(offsets::commit));
  }

  private Route committed() {
    var doc =
        Doc.of("Tells what the group has committed; the partitions stand in the body or here.")
            .query("topic", "string", "one topic, in the place of a body")
            .query("partition", "integer", "its partition")
            .takes("Partitions")
            .gives(200, "CommittedOffsets")
            .fails(404, 422);
    return Route.get(OFFSETS, doc, control(offsets::committed));
  }

  private Route read() {
    var doc =
        Doc.of("Reads records.")
            .query("timeout", "integer", "milliseconds that it waits for records at most")
            .query("max_bytes", "integer", "keys and values that it answers at most")
            .gives(200, "ConsumerRecords")
            .fails(404, 406, 409, 422);
    return Route.get(INSTANCE + "/records", doc, records);
  }
}
