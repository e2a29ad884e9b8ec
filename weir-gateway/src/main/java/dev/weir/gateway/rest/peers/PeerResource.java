package dev.weir.gateway.rest.peers;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Target;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// A resource of a consumer instance, wherever that lives.
///
/// @param local answers for those that live here
/// @param letter knows what other gateways pass on
/// @param here whether one lives here
record PeerResource(
    Resource local,
    Mine mine,
    Letter letter,
    BiPredicate<String, String> here,
    Forwarding forwarding)
    implements Resource {
  /// A call that is passed on is judged by whoever has the instance.
  @Override
  public void check(Target target) {
    if (asked(target) == null && isHere(name(target))) local.check(target);
  }

  @Override
  public @Nullable Lines lines(Target target) {
    return null;
  }

  @Override
  public void handle(Call call) {
    var name = name(call);
    if (asked(call) != null) {
      answerPeer(
          call.answering(answer -> answer.with(PeerClient.GATEWAY, Letter.name(mine.gateway()))));
    } else if (isHere(name)) {
      local.check(call); // it may have come after the first check
      local.handle(call);
    } else {
      forwarding.pass(call, name, () -> local.check(call));
    }
  }

  /// Another gateway has sent it: it goes no further.
  private void answerPeer(Call call) {
    try {
      var name = name(call);
      if (letter.bearer(call.head()) == null) throw misdirected();
      var number = call.head().header(PeerClient.CLAIM);
      if (number != null) {
        call.answer(word(new Claim(name, mine.gateway(), number(number))));
      } else {
        if (!isHere(name)) throw misdirected();
        local.check(call);
        local.handle(call);
      }
    } catch (RuntimeException e) {
      call.fail(e);
    }
  }

  private static long number(String claim) {
    try {
      return Long.parseLong(claim);
    } catch (NumberFormatException e) {
      throw misdirected().because(e);
    }
  }

  private Answer word(Claim claim) {
    if (!mine.holds(claim)) throw misdirected();
    return new Answer(204, null, new byte[0], List.of());
  }

  private static RestException misdirected() {
    return RestException.plain(421, "This gateway does not have the consumer instance");
  }

  private boolean isHere(Name name) {
    return mine.owns(name) && here.test(name.group(), name.instance());
  }

  private static Name name(Target target) {
    return new Name(target.name("group"), target.name("instance"));
  }

  private static @Nullable String asked(Target target) {
    return target.head().header(PeerClient.GATEWAY);
  }
}
