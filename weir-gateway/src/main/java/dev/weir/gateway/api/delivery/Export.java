package dev.weir.gateway.api.delivery;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Download;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.Target;
import org.jspecify.annotations.Nullable;

/// Messages of a log as envelopes, a line of JSON each, which `weir produce -i envelope` and `weir
/// replay` take.
record Export(Sinks sinks) implements Resource {
  @Override
  public void check(Target target) {
    sinks.kept(target.name("sink"), LogRoutes.dead(target, "dead"));
  }

  @Override
  public @Nullable Lines lines(Target target) {
    if (target.head().method().equals("HEAD")) return null;
    var kept = sinks.kept(target.name("sink"), LogRoutes.dead(target, "dead"));
    var wanted = Wanted.of(target.query("topic"), target.query("reason"));
    return call -> new Download(call, String.valueOf(kept.folder()), new Exporting(kept, wanted));
  }

  /// A HEAD: nothing is read.
  @Override
  public void handle(Call call) {
    call.answer(Answer.of(200, "application/x-ndjson", new byte[0]));
  }
}
