package dev.weir.gateway.rest;

import dev.weir.gateway.audit.Audit;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.Target;
import org.jspecify.annotations.Nullable;

/// A resource that changes the cluster: who has it do so is noted.
record Noted(Resource resource) implements Resource {
  @Override
  public void check(Target target) {
    resource.check(target);
  }

  @Override
  public @Nullable Lines lines(Target target) {
    return resource.lines(target);
  }

  @Override
  public void handle(Call call) {
    var head = call.head();
    var noted =
        call.answering(answer -> {
          Audit.changed(head.caller().name(), head, answer.status());
          return answer;
        });
    try {
      resource.handle(noted);
    } catch (RuntimeException e) {
      noted.fail(e);
    }
  }
}
