package dev.weir.gateway.rest.consumers;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.MediaTypes;
import dev.weir.gateway.web.Negotiation;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.Target;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/// A call that is no read: its media types are judged before its body is taken.
record Control(Blocking blocking, Resource.Task task) implements Resource {
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  @Override
  public void check(Target target) {
    var head = target.head();
    if (head.method().equals("POST")) Negotiation.checkControl(head.header("Content-Type"));
    Negotiation.checkAccept(head.header("Accept"));
  }

  @Override
  public void handle(Call call) {
    blocking.run(call, task);
  }

  /// Which instance a call is for.
  static InstanceName name(Target target) {
    return new InstanceName(target.name("group"), target.name("instance"));
  }

  static Answer done() {
    return new Answer(204, null, new byte[0], List.of());
  }

  static Answer json(Json.Content content) {
    return Json.answer(200, MediaTypes.V2, content);
  }

  static List<TopicPartition> ordered(Collection<TopicPartition> partitions) {
    return partitions.stream().sorted(ORDER).toList();
  }
}
