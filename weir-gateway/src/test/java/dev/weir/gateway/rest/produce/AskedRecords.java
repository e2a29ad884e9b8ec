package dev.weir.gateway.rest.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Field;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A `POST` of records, and what it was answered.
record AskedRecords(
    String path, String contentType, String content, CompletableFuture<Answer> answered)
    implements Exchange {
  AskedRecords(String path, String contentType, String content) {
    this(path, contentType, content, new CompletableFuture<>());
  }

  Answer awaited() throws Exception {
    return answered.get(10, TimeUnit.SECONDS);
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
  public String rawPath() {
    return path;
  }

  @Override
  public List<Field> fields(String prefix) {
    return List.of();
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
    return name.equals("Content-Type") ? contentType : null;
  }
}
