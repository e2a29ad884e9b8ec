package dev.weir.gateway.net;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request as another one has it, but for what is overridden.
public abstract class PassedOn implements Exchange {
  private final Exchange exchange;

  protected PassedOn(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public boolean isDeserted() {
    return exchange.isDeserted();
  }

  @Override
  public void answer(Answer answer) {
    exchange.answer(answer);
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
  public boolean isEncrypted() {
    return exchange.isEncrypted();
  }

  @Override
  public @Nullable X509Certificate certificate() {
    return exchange.certificate();
  }

  @Override
  public void introduce(Introduction introduction) {
    exchange.introduce(introduction);
  }

  @Override
  public @Nullable Introduction introduction() {
    return exchange.introduction();
  }

  @Override
  public @Nullable String header(String name) {
    return exchange.header(name);
  }
}
