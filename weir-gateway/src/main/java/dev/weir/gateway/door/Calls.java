package dev.weir.gateway.door;

import dev.weir.Role;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.GrpcPort;
import dev.weir.gateway.net.GrpcPort.Judgement;
import dev.weir.gateway.net.GrpcPort.Status;
import dev.weir.gateway.net.Head;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The door as gRPC calls see it: `authorization` and `x-api-key` stand in their metadata.
///
/// @param role what they need, or null where it is enough to be known
record Calls(Entry entry, @Nullable Role role) implements GrpcPort.Porter {
  @Override
  public Judgement judge(Head head) {
    return judgement(head, entry.judge(head));
  }

  private Judgement judgement(Head head, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Anybody _ -> {
        head.introduce(new Unasked(entry, head));
        yield IN;
      }
      case Verdict.In(var visitor) -> in(head, visitor);
      case Verdict.Out out -> {
        entry.door().refused(head, out);
        yield told(out.answer());
      }
      case Verdict.Unproven(var proof) ->
          new Judgement.Later(() -> last(head, Door.verdict(proof)));
    };
  }

  private Judgement last(Head head, Verdict verdict) {
    return verdict instanceof Verdict.Out out ? told(out.answer()) : judgement(head, verdict);
  }

  private Judgement in(Head head, Visitor visitor) {
    head.introduce(new Admitted(entry.door(), visitor));
    var refusal = new Rule(role, false).refusal(visitor.caller());
    if (refusal == null) return IN;
    entry.door().forbidden(head, visitor);
    return told(refusal);
  }

  private static Judgement told(Answer answer) {
    var status =
        switch (answer.status()) {
          case 401 -> Status.UNAUTHENTICATED;
          case 403 -> Status.PERMISSION_DENIED;
          case 429 -> Status.RESOURCE_EXHAUSTED;
          default -> Status.UNAVAILABLE;
        };
    return new Judgement.Out(status, text(answer), trailers(answer));
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8).strip();
  }

  /// What machines read, in small letters as HTTP/2 has it.
  private static List<Field> trailers(Answer answer) {
    return answer.fields().stream()
        .filter(field -> field.name().equals("Retry-After"))
        .map(field -> new Field("retry-after", field.value()))
        .toList();
  }
}
