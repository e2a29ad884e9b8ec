package dev.weir.gateway.door;

import dev.weir.Role;
import dev.weir.config.Address;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.GrpcPort;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Watched;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One port's way in for those who send and read messages: programs, which have keys and passwords
/// and no login. Any thread.
///
/// @param port its name, by which `auth.open` knows it
public record Entry(Door door, String port, Loopback here, Letters letters) implements Porter {
  /// What tells nothing, and what probes ask for.
  private static final Set<String> FOR_ALL = Set.of("/", "/healthy", "/ready");

  private static final String PASSED_ON = "/consumers/";
  private static final Verdict ANYBODY = new Verdict.Anybody();

  /// Where other gateways pass requests on to.
  public Entry with(Letters others) {
    return new Entry(door, port, here, others);
  }

  /// Where it listens.
  public Entry at(Address listener) {
    return new Entry(door, port, Loopback.of(listener), letters);
  }

  /// An endpoint that looks itself at what a caller may.
  public Endpoint before(Endpoint inside) {
    return new Behind(this, Rule.NONE, inside);
  }

  public Endpoint before(Endpoint inside, Role role) {
    return new Behind(this, new Rule(role, false), inside);
  }

  /// One that tells of all topics.
  public Endpoint beforeAll(Endpoint inside, Role role) {
    return new Behind(this, new Rule(role, true), inside);
  }

  /// An endpoint that asks nobody, and tells all it has to say only to those who may look.
  public Endpoint brief(Endpoint inside) {
    return new Endpoint() {
      @Override
      public @Nullable Answer refusal(Head head) {
        return inside.refusal(head);
      }

      @Override
      public void handle(Exchange exchange) {
        inside.handle(
            new Watched(
                exchange,
                answer -> exchange.answer(tellsAll(exchange) ? answer : Words.brief(answer))));
      }
    };
  }

  private boolean tellsAll(Head head) {
    return switch (judge(head)) {
      case Verdict.Anybody _ -> true;
      case Verdict.In(var visitor) -> visitor.may(Role.READ);
      case Verdict.Unproven _ -> false;
      case Verdict.Out out -> {
        if (out.reason() == Reason.WRONG) door.refused(head, out); // else it were a place to guess
        yield false;
      }
    };
  }

  /// What judges gRPC calls.
  ///
  /// @param role what they need, or null where it is enough to be known
  public GrpcPort.Porter calls(@Nullable Role role) {
    return new Calls(this, role);
  }

  @Override
  public Verdict judge(Head head) {
    if (head.path().startsWith(PASSED_ON)) {
      var bearer = letters.bearer(head);
      if (bearer != null) return new Verdict.In(Visitor.passedOn(bearer));
    }
    if (FOR_ALL.contains(head.path())) return ANYBODY;
    return door.isOpen(port) ? anybody(head) : door.known(head);
  }

  private Verdict anybody(Head head) {
    var refusal = here.refusalOfPage(head);
    return refusal == null ? ANYBODY : new Verdict.Out(refusal, Reason.FOREIGN);
  }

  @Override
  public boolean inner() {
    return false;
  }
}
