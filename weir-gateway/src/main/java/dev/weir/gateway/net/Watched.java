package dev.weir.gateway.net;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A request whose answer somebody else wants to see first, and then gives.
public record Watched(Exchange exchange, Consumer<Answer> answers) implements Exchange {
  @Override
  public boolean isDeserted() {
    return exchange.isDeserted();
  }

  @Override
  public void answer(Answer answer) {
    answers.accept(answer);
  }

  @Override
  public byte[] body() {
    return exchange.body();
  }

  @Override
  public String method() {
    return exchange.method();
  }

  @Override
  public String path() {
    return exchange.path();
  }

  @Override
  public String rawPath() {
    return exchange.rawPath();
  }

  @Override
  public List<Field> fields(String prefix) {
    return exchange.fields(prefix);
  }

  @Override
  public @Nullable String query() {
    return exchange.query();
  }

  @Override
  public String client() {
    return exchange.client();
  }

  @Override
  public @Nullable String header(String name) {
    return exchange.header(name);
  }
}
