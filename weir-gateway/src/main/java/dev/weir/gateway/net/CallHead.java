package dev.weir.gateway.net;

import dev.weir.Caller;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a gRPC call before its first message. Its metadata are its fields.
final class CallHead implements Head {
  private final HttpServerRequest request;
  private final String client;
  private final Caller anybody;

  /// Set by whoever judges the call: maybe another thread.
  private volatile @Nullable Introduction introduction;

  CallHead(HttpServerRequest request) {
    this.request = request;
    this.client = Net.client(request.remoteAddress());
    this.anybody = Caller.anybody(Network.of(client));
  }

  HttpServerRequest request() {
    return request;
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String path() {
    return String.valueOf(request.path());
  }

  @Override
  public String rawPath() {
    return path();
  }

  @Override
  public @Nullable String query() {
    return request.query();
  }

  @Override
  public String client() {
    return client;
  }

  @Override
  public Caller caller() {
    var present = introduction;
    return present == null ? anybody : present.caller();
  }

  @Override
  public @Nullable X509Certificate certificate() {
    return Shown.certificate(request);
  }

  @Override
  public boolean isEncrypted() {
    return request.isSSL();
  }

  @Override
  public void introduce(Introduction somebody) {
    introduction = somebody;
  }

  @Override
  public @Nullable Introduction introduction() {
    return introduction;
  }

  /// Whether whoever was let in still would be.
  boolean stillIn() {
    var present = introduction;
    return present == null || present.stillIn();
  }

  @Override
  public @Nullable String header(String name) {
    return request.getHeader(name);
  }

  @Override
  public List<Field> fields(String prefix) {
    return Field.beginning(prefix, request.headers());
  }
}
