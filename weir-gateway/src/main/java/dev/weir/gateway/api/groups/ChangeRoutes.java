package dev.weir.gateway.api.groups;

import dev.weir.gateway.cluster.Group;
import dev.weir.gateway.cluster.Groups;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sets groups elsewhere and forgets them.
record ChangeRoutes(Blocking blocking, Groups groups, Looks looks, Resetting resetting) {
  private static final byte[] NOTHING = {};

  List<Route> routes() {
    return List.of(
        Route.post(
            GroupRoutes.ONE + "/reset",
            Doc.of("Sets a group to another place in its topics, or shows what that would change.")
                .query("dryRun", "boolean", "Whether to show it only. Without it: false")
                .takes("GroupReset")
                .gives(200, "GroupResetPlan")
                .fails(400, 404, 409),
            blocking.resource(this::reset)),
        Route.delete(
            GroupRoutes.ONE,
            Doc.of("Forgets a group that nobody is in, with all that it has committed.")
                .gives(204)
                .fails(404, 409),
            blocking.resource(this::delete)));
  }

  private Answer reset(Call call) {
    var dryRun = call.says("dryRun");
    var wish = ResetWish.read(call.body());
    var group = GroupRoutes.group(groups, call.name("group"));
    var plan = resetting.plan(group, wish);
    if (!dryRun) {
      resetting.execute(group, plan);
      looks.changed(group.id());
    }
    return answer(group, wish, plan, !dryRun);
  }

  private static Answer answer(Group group, ResetWish wish, ResetPlan plan, boolean done) {
    var live = !group.members().isEmpty();
    @Nullable String refusal = live ? Resetting.refusal(group, "reset") : null;
    return Json.answer(json -> {
      json.writeStartObject();
      json.writeStringField("group", group.id());
      json.writeBooleanField("done", done);
      json.writeStringField("refusal", refusal);
      json.writeStringField("command", wish.command(group.id()));
      json.writeStringField("again", Long.toString(plan.again()));
      json.writeStringField("skipped", Long.toString(plan.skipped()));
      json.writeArrayFieldStart("partitions");
      for (var step : plan.steps()) GroupJson.step(json, step);
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Answer delete(Call call) {
    var group = GroupRoutes.group(groups, call.name("group"));
    resetting.delete(group);
    looks.changed(group.id());
    return new Answer(204, null, NOTHING, List.of());
  }
}
