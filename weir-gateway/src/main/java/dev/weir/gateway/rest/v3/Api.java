package dev.weir.gateway.rest.v3;

import dev.weir.config.RestConfig;
import dev.weir.gateway.cluster.ClusterId;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Negotiation;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Route;
import dev.weir.gateway.web.Target;
import java.util.Set;
import java.util.function.Supplier;

/// What all calls of v3 have in common: JSON alone goes in and out, and they are about the one
/// cluster that there is.
///
/// @param settings those in force
record Api(Blocking blocking, ClusterId id, Supplier<RestConfig> settings) {
  static final String ROOT = "/v3/clusters";

  /// In the place of the cluster's id it stands for the one that there is.
  private static final String THE_ONE = "-";

  private static final String CLUSTER = ROOT + "/{cluster_id}";
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  /// What is done for a call about our cluster. It may block.
  interface Task {
    Answer answer(Asked asked);
  }

  /// @param path below that of the cluster
  Route get(String path, Doc doc, Task task) {
    return Route.get(CLUSTER + path, doc.fails(404), ours(task));
  }

  /// @param path below that of the cluster
  Route post(String path, Doc doc, Task task) {
    return Route.post(CLUSTER + path, doc.fails(400, 404), ours(task));
  }

  /// @param path below that of the cluster
  Route put(String path, Doc doc, Task task) {
    return Route.put(CLUSTER + path, doc.fails(400, 404), ours(task));
  }

  /// @param path below that of the cluster
  Route patch(String path, Doc doc, Task task) {
    return Route.patch(CLUSTER + path, doc.fails(400, 404), ours(task));
  }

  /// @param path below that of the cluster
  Route delete(String path, Doc doc, Task task) {
    return Route.delete(CLUSTER + path, doc.fails(404), ours(task));
  }

  /// What is asked whatever the cluster.
  Resource any(Task task) {
    return json(call -> task.answer(asked(call, id.get())));
  }

  private Resource ours(Task task) {
    return json(call -> {
      var named = call.name("cluster_id");
      var real = id.get();
      if (named.equals(THE_ONE) || named.equals(real)) return task.answer(asked(call, real));
      throw RestException.plain(
          404,
          "Cluster %s not found: there is %s, which %s stands for, too"
              .formatted(named, real, THE_ONE));
    });
  }

  private Asked asked(Call call, String cluster) {
    var root = Place.root(call.links(), settings.get().crnAuthority());
    return new Asked(call, cluster, root.one("clusters", "kafka", cluster));
  }

  private Resource json(Resource.Task task) {
    return new Resource() {
      @Override
      public void check(Target target) {
        checkTypes(target.head());
      }

      @Override
      public void handle(Call call) {
        blocking.run(call, task);
      }
    };
  }

  private static void checkTypes(Head head) {
    Negotiation.checkAcceptJson(head.header("Accept"));
    if (WITH_BODY.contains(head.method())) Negotiation.checkJson(head.header("Content-Type"));
  }
}
