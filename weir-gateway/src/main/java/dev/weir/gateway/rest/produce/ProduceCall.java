package dev.weir.gateway.rest.produce;

import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Submission;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.rest.produce.Destinations.Destination;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Format;
import dev.weir.gateway.web.Negotiation;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Target;
import java.util.List;

/// One produce call of v2, from its body to its answer. Used by one thread; the outcomes come on
/// another one.
final class ProduceCall {
  private final Call call;
  private final Desk desk;
  private final WeirConfig config;
  final Destination to;
  final Format format;
  private final boolean async;

  ProduceCall(Call call, Destination to, Desk desk) {
    this.call = call;
    this.desk = desk;
    this.config = desk.settings().get();
    this.to = to;
    this.format = Negotiation.ofRecords(call.head().header("Content-Type"));
    this.async = async(call);
  }

  /// Whether the client wants to wait for the records to be safe here, and for no more.
  private static boolean async(Target target) {
    var async = target.query("async");
    return async != null && (async.isEmpty() || async.equalsIgnoreCase("true"));
  }

  Batch read() {
    var unchosen = config.partitioner().rest().unchosen();
    var max = config.limits().inFlight();
    return RecordsReader.read(
        call.takeBody(),
        new RecordsReader.Common(to.topic(), format, to.partition(), unchosen, max));
  }

  /// Hands the records on, and answers when it is known what became of them. Hot.
  void submit(List<Message> messages, Produced.SchemaIds ids) {
    var acks = async ? config.acks().restAsync() : Acks.KAFKA;
    var codes = new Codes(config.rest().codes());
    var produced = new Produced(to.topic(), to.partition(), async, codes, ids);
    desk.submit(
        call.head(),
        new Submission(
            messages, acks, call.head().caller(), outcomes -> answer(produced, outcomes)));
  }

  private void answer(Produced produced, List<Outcome> outcomes) {
    try {
      call.answer(produced.to(outcomes));
    } catch (RestException e) {
      if (e.code() == RestException.topicNotFound(to.topic()).code()) {
        desk.destinations().forget(to.topic());
      }
      call.fail(e);
    }
  }
}
