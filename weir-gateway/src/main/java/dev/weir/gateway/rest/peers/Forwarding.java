package dev.weir.gateway.rest.peers;

import dev.weir.config.WeirConfig;
import dev.weir.delivery.Budget;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.rest.consumers.Ownership;
import dev.weir.gateway.rest.peers.PeerClient.Reply;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.RestException;
import java.time.Duration;
import java.util.function.Supplier;

/// Has the calls for instances that live elsewhere answered there.
final class Forwarding {
  /// Beyond what a read may take. Soon after, the client's connection would be closed as silent.
  private static final Duration SLACK = Duration.ofSeconds(2);

  /// What an answer has beside keys and values, and how much longer it makes these.
  private static final long OVERHEAD_BYTES = 64L << 20;

  private static final int GROWTH = 8;

  private final Peers peers;
  private final PeerClient client;
  private final Supplier<WeirConfig> settings;
  private final Budget budget;
  private final Blocking blocking;

  Forwarding(Peers peers, PeerClient client, Supplier<WeirConfig> settings, Budget budget) {
    this.peers = peers;
    this.client = client;
    this.settings = settings;
    this.budget = budget;
    this.blocking = new Blocking(budget);
  }

  /// Sees to it that a call is answered by the gateway that has its instance.
  ///
  /// @param judge what is wrong with the call wherever it lives
  void pass(Call call, Name name, Runnable judge) {
    blocking.run(
        call,
        _ -> {
          var owner = peers.elsewhere(name);
          if (owner == null) owner = peers.elsewhereNow(name);
          if (owner != null) return answer(call, owner);
          judge.run();
          throw Ownership.notFound(name.group(), name.instance());
        });
  }

  private Answer answer(Call call, Standing owner) {
    var name = owner.claim().name();
    var reply = reply(call, owner);
    if (reply instanceof Reply.Gone) {
      var next = peers.elsewhereNow(name);
      if (next == null) throw gone(name, "no gateway has it any more");
      if (next.claim().equals(owner.claim())) throw dead(owner, reply);
      owner = next;
      reply = reply(call, owner);
    }
    return switch (reply) {
      case Reply.Answered(var answer) -> answer;
      case Reply.Gone _ -> throw dead(owner, reply);
      case Reply.Broken(var why) -> throw broken(owner, why);
      case Reply.Silent(var why) -> throw unknown(owner, why);
    };
  }

  private Reply reply(Call call, Standing owner) {
    var consumers = settings.get().consumers();
    var bytesMax = OVERHEAD_BYTES + (long) GROWTH * consumers.maxBytes();
    var atMost = consumers.answerAtMost().plus(SLACK);
    try (var bounds = new Bounds(bytesMax, atMost, budget)) {
      return client.pass(call, owner, bounds);
    } catch (IllegalArgumentException e) {
      throw RestException.plain(400, "The request cannot be passed on: " + e.getMessage())
          .because(e);
    }
  }

  private static RestException dead(Standing owner, Reply reply) {
    var why = reply instanceof Reply.Gone(var text) ? text : "it is gone";
    return gone(
        owner.claim().name(),
        "it was on the gateway at %s: %s. Make it anew".formatted(owner.home().address(), why));
  }

  private static RestException gone(Name name, String why) {
    return new RestException(
        404,
        40403,
        "Consumer instance not found: group %s has no %s: %s"
            .formatted(name.group(), name.instance(), why));
  }

  /// The gateway may have died over the call.
  private RestException broken(Standing owner, String why) {
    var gone = client.ask(owner) == PeerClient.Word.GONE;
    return gone ? dead(owner, new Reply.Gone(why)) : unknown(owner, why);
  }

  private static RestException unknown(Standing owner, String why) {
    return RestException.plain(
        503,
        "Consumer instance %s of group %s is on the gateway at %s: %s. Whether the call was carried out is not known"
            .formatted(
                owner.claim().name().instance(),
                owner.claim().name().group(),
                owner.home().address(),
                why));
  }
}
