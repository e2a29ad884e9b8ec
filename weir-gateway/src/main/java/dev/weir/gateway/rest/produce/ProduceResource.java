package dev.weir.gateway.rest.produce;

import dev.weir.TopicName;
import dev.weir.gateway.rest.produce.Destinations.Destination;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Negotiation;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Target;

/// Takes records for a topic, or for one of its partitions, as v2 has it.
///
/// What can be told at once is told on the event loop; where Kafka or the registry have to be asked
/// first, a virtual thread does it.
///
/// @param inPartition whether the path names one
record ProduceResource(Desk desk, Blocking blocking, boolean inPartition) implements Resource {
  private static final int REFUSED_BY_KAFKA = 40_002;

  @Override
  public void check(Target target) {
    var _ = destination(target);
    var _ = Negotiation.ofRecords(target.head().header("Content-Type"));
    Negotiation.checkAccept(target.head().header("Accept"));
  }

  /// Hot.
  @Override
  public void handle(Call call) {
    var one = new ProduceCall(call, destination(call), desk);
    if (one.format.hasSchema() || !desk.destinations().isSure(one.to)) {
      blocking.hand(call, _ -> ask(one));
    } else {
      one.submit(one.read().messages(), Produced.SchemaIds.NONE);
    }
  }

  /// Blocks.
  private void ask(ProduceCall one) {
    var batch = one.read();
    if (!desk.destinations().isSure(one.to)) desk.destinations().check(one.to);
    if (one.format.hasSchema()) {
      var encoded = WithSchemas.of(batch, one.format, one.to.topic(), desk.schemas());
      one.submit(encoded.messages(), encoded.ids());
    } else {
      one.submit(batch.messages(), Produced.SchemaIds.NONE);
    }
  }

  private Destination destination(Target target) {
    var topic = legal(target.name("topic"));
    return new Destination(topic, inPartition ? partition(target.name("partition")) : null);
  }

  static String legal(String topic) {
    if (TopicName.legal(topic)) return topic;
    throw new RestException(
        400,
        REFUSED_BY_KAFKA,
        "'%s' is no legal name of a topic".formatted(TopicName.shown(topic)));
  }

  private static int partition(String text) {
    var legal = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    try {
      if (legal) return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      // no topic has that many
    }
    throw RestException.plain(404, "'%s' is no partition".formatted(TopicName.shown(text)));
  }
}
