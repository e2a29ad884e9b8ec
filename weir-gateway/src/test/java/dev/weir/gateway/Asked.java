package dev.weir.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.Caller;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.Introduction;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A request as a port hands it on, and what it was answered. It stays as it was made: what differs
/// is another request, which nobody has answered.
public final class Asked implements Exchange {
  /// The address that it was sent to.
  public static final String HERE = "127.0.0.1:8082";

  private final String method;

  /// The path, and what stands behind the `?`.
  private final String target;

  private final String client;
  private final Map<String, String> headers;
  private final String content;
  private final boolean encrypted;
  private final CompletableFuture<Answer> answered = new CompletableFuture<>();
  private volatile @Nullable Introduction introduction;
  private volatile @Nullable X509Certificate certificate;

  private Asked(
      String method,
      String target,
      String client,
      Map<String, String> headers,
      String content,
      boolean encrypted) {
    this.method = method;
    this.target = target;
    this.client = client;
    this.headers = headers;
    this.content = content;
    this.encrypted = encrypted;
  }

  public static Asked of(String method, String target) {
    return new Asked(method, target, "192.0.2.7", Map.of(), "", false).with("Host", HERE);
  }

  public static Asked get(String target) {
    return of("GET", target);
  }

  public static Asked post(String target) {
    return of("POST", target);
  }

  /// The same with other headers.
  ///
  /// @param headers a name, its value, and so on; each in the place of one that is there
  public Asked with(String... headers) {
    var all = new LinkedHashMap<>(this.headers);
    for (var i = 0; i < headers.length; i += 2) all.put(headers[i], headers[i + 1]);
    return new Asked(method, target, client, all, content, encrypted);
  }

  public Asked without(String header) {
    var rest = new LinkedHashMap<>(headers);
    rest.remove(header);
    return new Asked(method, target, client, rest, content, encrypted);
  }

  /// The same from elsewhere.
  ///
  /// @param other the address of the other end
  public Asked from(String other) {
    return new Asked(method, target, other, headers, content, encrypted);
  }

  public Asked saying(String other) {
    return new Asked(method, target, client, headers, other, encrypted);
  }

  /// The same by TLS.
  public Asked encrypted() {
    return new Asked(method, target, client, headers, content, true);
  }

  /// The same of somebody who was let in.
  public Asked by(Caller caller) {
    var same = new Asked(method, target, client, headers, content, encrypted);
    same.introduce(new Known(caller));
    return same;
  }

  /// The same on a connection that has shown this.
  public Asked showing(X509Certificate shown) {
    var same = encrypted();
    same.certificate = shown;
    return same;
  }

  private record Known(Caller caller) implements Introduction {
    @Override
    public boolean stillIn() {
      return true;
    }
  }

  public boolean isAnswered() {
    return answered.isDone();
  }

  /// Waits for the answer.
  public Answer answer() {
    return answered.copy().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return rawPath().length() > 1 && rawPath().endsWith("/")
        ? rawPath().substring(0, rawPath().length() - 1)
        : rawPath();
  }

  @Override
  public String rawPath() {
    return query() == null ? target : target.substring(0, target.indexOf('?'));
  }

  @Override
  public @Nullable String query() {
    var mark = target.indexOf('?');
    return mark < 0 ? null : target.substring(mark + 1);
  }

  @Override
  public String client() {
    return client;
  }

  @Override
  public boolean isEncrypted() {
    return encrypted;
  }

  @Override
  public @Nullable X509Certificate certificate() {
    return certificate;
  }

  @Override
  public void introduce(Introduction somebody) {
    introduction = somebody;
  }

  @Override
  public @Nullable Introduction introduction() {
    return introduction;
  }

  @Override
  public @Nullable String header(String name) {
    for (var header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) return header.getValue();
    }
    return null;
  }

  @Override
  public List<Field> fields(String prefix) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().regionMatches(true, 0, prefix, 0, prefix.length()))
        .map(header -> new Field(header.getKey().substring(prefix.length()), header.getValue()))
        .toList();
  }

  @Override
  public byte[] body() {
    return content.getBytes(UTF_8);
  }

  @Override
  public void answer(Answer answer) {
    if (!answered.complete(answer)) throw new IllegalStateException("answered twice");
  }
}
