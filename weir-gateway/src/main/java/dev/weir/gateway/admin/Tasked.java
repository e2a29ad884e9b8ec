package dev.weir.gateway.admin;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One endpoint. What it does may take long, so each request has a virtual thread.
///
/// @param method the only one that is answered
record Tasked(String method, Task task) implements Endpoint {
  private static final Logger log = LoggerFactory.getLogger(Tasked.class);

  /// What is done for a request. It may block.
  interface Task {
    Answer answer(Head head, byte[] body) throws Exception;
  }

  @Override
  public @Nullable Answer refusal(Head head) {
    if (head.method().equals(method)) return null;
    return Answer.text(405, "%s answers %s only. Send that.\n".formatted(head.path(), method))
        .with("Allow", method);
  }

  @Override
  public void handle(Exchange exchange) {
    var body = exchange.body(); // it is there until this returns
    Thread.ofVirtual().name("admin").start(() -> exchange.answer(answer(exchange, body)));
  }

  private Answer answer(Head head, byte[] body) {
    try {
      return task.answer(head, body);
    } catch (Exception e) {
      log.error("{} {} failed", method, head.path(), e);
      return Answer.text(500, "It failed: %s. The log has the details.\n".formatted(e));
    }
  }
}
