package dev.weir.gateway.once;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.Caller;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Field;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A request to `/push` under a key, and what it was answered.
record Asked(
    String key,
    String content,
    List<Field> ofMessage,
    Caller caller,
    CompletableFuture<Answer> answered)
    implements Exchange {
  Asked(String key, String content, Field... ofMessage) {
    this(key, content, List.of(ofMessage), Caller.anybody("a client"), new CompletableFuture<>());
  }

  /// The same from somebody else.
  Asked by(Caller other) {
    return new Asked(key, content, ofMessage, other, new CompletableFuture<>());
  }

  String body(Answer answer) {
    return new String(answer.body(), UTF_8);
  }

  @Override
  public byte[] body() {
    return content.getBytes(UTF_8);
  }

  @Override
  public void answer(Answer answer) {
    if (!answered.complete(answer)) throw new IllegalStateException("answered twice");
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/push";
  }

  @Override
  public String rawPath() {
    return path();
  }

  @Override
  public List<Field> fields(String prefix) {
    return prefix.equals("X-Kafka-") ? ofMessage : List.of();
  }

  @Override
  public @Nullable String query() {
    return null;
  }

  @Override
  public String client() {
    return "a client";
  }

  @Override
  public @Nullable String header(String name) {
    return name.equals("Idempotency-Key") ? key : null;
  }
}
