package dev.weir.gateway.door;

import dev.weir.Role;
import dev.weir.gateway.audit.Audit;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Introduction;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.net.Watched;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An endpoint behind the door. Who sends a request is found once, and the request remembers it.
///
/// Who comes with a password is judged when the body is there, on a thread of its own: until then
/// nothing is told, also not what is wrong with the request.
record Behind(Porter porter, Rule rule, Endpoint inside) implements Endpoint {
  private static final Logger log = LoggerFactory.getLogger(Behind.class);

  /// What is kept of a request while a password is looked at.
  private static final int UNPROVEN_BYTES_MAX = 256 << 10;

  private static final int FORBIDDEN = 403;

  @Override
  public @Nullable Answer refusal(Head head) {
    return switch (porter.judge(head)) {
      case Verdict.Anybody _ -> refusalOfAnybody(head);
      case Verdict.In(var visitor) -> refusal(head, visitor);
      case Verdict.Unproven _ -> null;
      case Verdict.Out out -> {
        porter.door().refused(head, out);
        yield told(head, out.answer());
      }
    };
  }

  /// A browser sends messages for any page that it shows, and where nobody is asked they would be
  /// taken in.
  private @Nullable Answer refusalOfAnybody(Head head) {
    if (rule.role() != Role.PRODUCE || !Pages.isForeign(head)) return inside.refusal(head);
    porter.door().refused(head, new Verdict.Out(Words.foreign(), Reason.FOREIGN));
    return told(head, Words.foreign());
  }

  /// Introduces a visitor, and tells why they do not get on, or null.
  private @Nullable Answer refusal(Head head, Visitor visitor) {
    head.introduce(admitted(visitor));
    var refusal = rule.refusal(visitor.caller());
    if (refusal != null) {
      porter.door().forbidden(head, visitor);
      return told(head, refusal);
    }
    var others = inside.refusal(head);
    if (others == null) return null;
    if (others.status() == FORBIDDEN) porter.door().forbidden(head, visitor);
    return porter.marked(head, others);
  }

  @Override
  public Answer told(Head head, Answer answer) {
    return porter.marked(head, inside.told(head, answer));
  }

  /// For whoever asked and nobody else: no cache keeps it, no other page embeds it, and no browser
  /// takes what messages hold for a page or a script.
  static Answer discreet(Answer answer) {
    var safe =
        answer
            .with("X-Content-Type-Options", "nosniff")
            .with("Cross-Origin-Resource-Policy", "same-origin");
    return safe.has("Cache-Control") ? safe : safe.with("Cache-Control", "no-store");
  }

  /// The same for what is streamed.
  static List<Field> discreet(List<Field> fields) {
    var safe = new ArrayList<>(fields);
    safe.add(new Field("X-Content-Type-Options", "nosniff"));
    safe.add(new Field("Cross-Origin-Resource-Policy", "same-origin"));
    if (fields.stream().noneMatch(field -> field.name().equals("Cache-Control"))) {
      safe.add(new Field("Cache-Control", "no-store"));
    }
    return safe;
  }

  @Override
  public @Nullable Lines lines(Head head) {
    return switch (verdict(head)) {
      case Verdict.Anybody _ -> whileIn(inside.lines(head), new Unasked(porter, head));
      case Verdict.In(var visitor) -> whileIn(inside.lines(head), admitted(visitor));
      case Verdict.Unproven(var proof) -> unproven(head, proof);
      case Verdict.Out _ -> null; // it was let in a moment ago; now it is answered as a whole
    };
  }

  /// What was found before, or else now. Who is known only now, since another request has proven
  /// the same password meanwhile, was not asked yet what they may.
  private Verdict verdict(Head head) {
    if (head.introduction() instanceof Admitted(_, var visitor)) return new Verdict.In(visitor);
    var now = porter.judge(head);
    return now instanceof Verdict.In ? new Verdict.Unproven(() -> now) : now;
  }

  private @Nullable Lines whileIn(@Nullable Lines lines, Introduction introduction) {
    return lines == null ? null : new WhileIn(lines, introduction, porter.inner());
  }

  private Admitted admitted(Visitor visitor) {
    return new Admitted(porter.door(), visitor);
  }

  private @Nullable Lines unproven(Head head, Verdict.Proof proof) {
    if (inside.refusal(head) != null) return null;
    var lines = inside.lines(head);
    if (lines == null) return null;
    return new OnceProven(
        lines,
        fields(lines),
        visitor -> new WhileIn(lines, admitted(visitor), porter.inner()),
        () -> proven(head, Door.verdict(proof)));
  }

  private List<Field> fields(Lines lines) {
    return porter.inner() ? discreet(lines.fields()) : lines.fields();
  }

  /// The last word, also on what they may.
  private Verdict proven(Head head, Verdict verdict) {
    return switch (verdict) {
      case Verdict.In(var visitor) -> {
        var refusal = refusal(head, visitor);
        yield refusal == null ? verdict : new Verdict.Out(refusal, Reason.FORBIDDEN);
      }
      case Verdict.Out out -> new Verdict.Out(told(head, out.answer()), out.reason(), out.as());
      case Verdict.Anybody _, Verdict.Unproven _ ->
          throw new IllegalStateException("it was not looked at");
    };
  }

  @Override
  public boolean hangsUp(Answer answer) {
    return inside.hangsUp(answer);
  }

  @Override
  public void handle(Exchange exchange) {
    switch (verdict(exchange)) {
      case Verdict.Anybody _ -> inside.handle(exchange);
      case Verdict.In(var visitor) -> let(visitor, exchange);
      case Verdict.Out out -> exchange.answer(told(exchange, out.answer()));
      case Verdict.Unproven(var proof) -> keep(exchange, proof);
    }
  }

  private void keep(Exchange exchange, Verdict.Proof proof) {
    var body = exchange.body(); // it is there until this returns
    if (body.length > UNPROVEN_BYTES_MAX) {
      exchange.answer(told(exchange, proof.tooLarge(UNPROVEN_BYTES_MAX)));
    } else {
      keep(new Kept(exchange, body), body.length, proof);
    }
  }

  /// Whoever sent it is nobody yet: what they have here counts as memory in use.
  private void keep(Kept kept, int bytes, Verdict.Proof proof) {
    var budget = porter.door().budget();
    budget.owe(bytes);
    Thread.ofVirtual()
        .name("door")
        .start(() -> {
          try {
            tryToProve(kept, proof);
          } finally {
            budget.giveBack(bytes);
          }
        });
  }

  /// Nobody else hears of a mistake here, and whoever waits is told.
  private void tryToProve(Exchange exchange, Verdict.Proof proof) {
    try {
      prove(exchange, proof);
    } catch (RuntimeException e) {
      log.error("{} {} failed", exchange.method(), exchange.path(), e);
      exchange.answer(told(exchange, Words.mistake()));
    }
  }

  private void prove(Exchange exchange, Verdict.Proof proof) {
    switch (proven(exchange, Door.verdict(proof))) {
      case Verdict.Out out -> exchange.answer(out.answer());
      case Verdict.In(var visitor) -> let(visitor, exchange);
      case Verdict.Anybody _, Verdict.Unproven _ ->
          throw new IllegalStateException("it was not looked at");
    }
  }

  private void let(Visitor visitor, Exchange exchange) {
    inside.handle(
        new Watched(
            exchange,
            answer -> {
              note(visitor, exchange, answer);
              exchange.answer(porter.marked(exchange, answer));
            }));
  }

  private void note(Visitor visitor, Head head, Answer answer) {
    if (porter.inner()) {
      var changes = !Pages.looks(head) && visitor.kind() != Visitor.Kind.GUEST;
      if (changes) Audit.changed(visitor.title(), head, answer.status());
    } else if (answer.status() == FORBIDDEN) {
      porter.door().forbidden(head, visitor);
    }
  }
}
