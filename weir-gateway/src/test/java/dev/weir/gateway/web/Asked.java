package dev.weir.gateway.web;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A request that a test makes, and what it was answered.
///
/// @param headers by name, as it is looked up
record Asked(
    String method, String path, Map<String, String> headers, CompletableFuture<Answer> answered)
    implements Exchange {
  static Asked of(String method, String path, Map<String, String> headers) {
    return new Asked(method, path, headers, new CompletableFuture<>());
  }

  static Asked get(String path, String... headers) {
    return of("GET", path, pairs(headers));
  }

  static Map<String, String> pairs(String... headers) {
    var pairs = new HashMap<String, String>();
    for (var i = 0; i < headers.length; i += 2) pairs.put(headers[i], headers[i + 1]);
    return pairs;
  }

  @Override
  public String rawPath() {
    return path;
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
    return headers.get(name);
  }

  @Override
  public List<Field> fields(String prefix) {
    return List.of();
  }

  @Override
  public byte[] body() {
    return new byte[0];
  }

  @Override
  public void answer(Answer answer) {
    if (!answered.complete(answer)) throw new IllegalStateException("answered twice");
  }
}
