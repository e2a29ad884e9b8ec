package dev.weir.gateway.grpc;

import dev.weir.gateway.cluster.TopicNames;
import dev.weir.gateway.net.GrpcPort;
import dev.weir.gateway.net.GrpcPort.Status;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// One `KafkaAmbassador/ListTopics` call. `Empty` has no fields, `ListTopicsResponse` the names of
/// those that are the caller's in field 1. Lives on the call's event loop, but for the names.
final class ListTopics implements Asking {
  private final GrpcPort.Call call;
  private final TopicNames topics;
  private boolean asked;

  ListTopics(GrpcPort.Call call, TopicNames topics) {
    this.call = call;
    this.topics = topics;
  }

  @Override
  public GrpcPort.Call call() {
    return call;
  }

  @Override
  public void asked(ProtoFields question) {
    if (asked) return;
    asked = true;
    topics.names().whenComplete((names, failure) -> call.execute(() -> answer(names, failure)));
  }

  private void answer(@Nullable List<String> names, @Nullable Throwable failure) {
    if (names != null) {
      answer(encode(names.stream().filter(call.caller()::covers).toList()));
    } else {
      end(new Answer.End(Status.UNKNOWN, text(failure)));
    }
  }

  static byte[] encode(List<String> names) {
    var response = new ProtoWriter();
    for (var name : names) response.text(1, name);
    return response.bytes();
  }

  private static String text(@Nullable Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause == null ? "Kafka told no topics" : String.valueOf(cause.getMessage());
  }

  /// The answer may be under way.
  @Override
  public void ended() {
    if (!asked) Asking.super.ended();
  }
}
