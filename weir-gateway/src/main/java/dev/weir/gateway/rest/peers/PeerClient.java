package dev.weir.gateway.rest.peers;

import dev.weir.Caller;
import dev.weir.delivery.Budget;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Encryption;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.web.Call;
import dev.weir.tls.Authorities;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The way from one gateway to another: the only class that knows how they are connected. Any
/// thread that may wait.
///
/// A request names the gateway that it is for, and only an answer that names the same one counts:
/// an address may by now be that of another program.
final class PeerClient implements AutoCloseable {
  /// The name of the gateway that a request is for, or an answer from.
  static final String GATEWAY = "Weir-Peer";

  /// The number of the claim that is asked for: such a request wants to know whether it is held.
  static final String CLAIM = "Weir-Peer-Claim";

  private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(2);
  private static final Duration ASK_AT_MOST = Duration.ofSeconds(3);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  /// What an owner needs to know of a client's request.
  private static final List<String> PASSED_ON =
      List.of(
          "Content-Type",
          "Accept",
          "Forwarded",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "X-Forwarded-Path",
          "X-Forwarded-Prefix",
          "X-Request-Id");

  /// What became of a call that was passed on.
  sealed interface Reply {
    record Answered(Answer answer) implements Reply {}

    /// The gateway is no more, or has no such instance. It did nothing.
    record Gone(String why) implements Reply {}

    /// It was reached. What it did is not known.
    record Broken(String why) implements Reply {}

    /// It did not answer. What it does is not known.
    record Silent(String why) implements Reply {}
  }

  /// What a gateway says of its claim.
  enum Word {
    HELD,
    GONE,
    SILENT
  }

  /// Of an answer of which only the status counts.
  private static final int WORD_BYTES_MAX = 16 << 10;

  private final Budget budget;
  private final Supplier<@Nullable Encryption> own;
  private final @Nullable Authorities authorities;

  /// Made by the first call; guarded by `this`.
  private @Nullable HttpClient http;

  /// What that was made with.
  private Encryption.@Nullable Terms shown;

  private boolean closed;

  /// @param budget the memory that answers count in
  /// @param own what this gateway shows
  /// @param authorities who signs those of the others; null for those that Java knows
  PeerClient(Budget budget, Supplier<@Nullable Encryption> own, @Nullable Authorities authorities) {
    this.budget = budget;
    this.own = own;
    this.authorities = authorities;
  }

  @SuppressWarnings("ReferenceEquality") // other files are other terms
  private synchronized HttpClient http() {
    var present = http;
    var encryption = own.get();
    var terms = encryption == null ? null : encryption.terms();
    if (present != null && terms == shown) return present;
    if (closed) throw new IllegalStateException("the gateway is stopping");
    if (present != null) present.shutdown(); // what it has begun goes on
    var made =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_AT_MOST)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(PeerTrust.context(encryption, authorities))
            .proxy(HttpClient.Builder.NO_PROXY)
            .executor(
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("peers-http-", 0).factory()))
            .build();
    http = made;
    shown = terms;
    return made;
  }

  /// Passes a call on to the gateway that has the instance.
  Reply pass(Call call, Standing owner, Bounds bounds) {
    var head = call.head();
    var uri = uri(owner, Uris.legal(Letter.path(head.rawPath(), head.query())));
    var request = request(owner, uri, head.method(), head.caller(), "");
    request.method(head.method(), body(call.body()));
    for (var name : PASSED_ON) {
      for (var field : head.fields(name)) {
        if (field.name().isEmpty()) request.header(name, field.value());
      }
    }
    return reply(owner, request.build(), call::isDeserted, bounds);
  }

  private static BodyPublisher body(byte[] bytes) {
    return bytes.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes);
  }

  /// Asks a gateway whether it holds this claim.
  Word ask(Standing owner) {
    var name = owner.claim().name();
    var path =
        "/consumers/%s/instances/%s/subscription"
            .formatted(encoded(name.group()), encoded(name.instance()));
    var number = Long.toString(owner.claim().number());
    var request =
        request(owner, uri(owner, path), "GET", Caller.anybody("a gateway"), number)
            .header(CLAIM, number)
            .GET()
            .build();
    try (var bounds = new Bounds(WORD_BYTES_MAX, ASK_AT_MOST, budget)) {
      return switch (reply(owner, request, () -> false, bounds)) {
        case Reply.Answered(var answer) when answer.status() == 204 -> Word.HELD;
        case Reply.Answered _, Reply.Broken _, Reply.Silent _ -> Word.SILENT;
        case Reply.Gone _ -> Word.GONE;
      };
    }
  }

  private static URI uri(Standing owner, String path) {
    return URI.create(
        (owner.home().tls() ? "https://" : "http://") + owner.home().address() + path);
  }

  /// @param claim its number where it is asked for, or empty
  private static HttpRequest.Builder request(
      Standing owner, URI uri, String method, Caller caller, String claim) {
    var gateway = owner.claim().gateway();
    var text = Letter.text(caller);
    var path = Letter.path(uri.getRawPath(), uri.getRawQuery());
    return HttpRequest.newBuilder(uri)
        .header(GATEWAY, Letter.name(gateway))
        .header(Letter.CALLER, text)
        .header(Letter.SEAL, Letter.seal(gateway, method, path, claim, text));
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Reply reply(
      Standing owner, HttpRequest request, BooleanSupplier deserted, Bounds bounds) {
    var answered = http().sendAsync(request, bounds);
    try {
      return reply(owner, awaited(answered, bounds.atMost(), deserted));
    } catch (ExecutionException e) {
      return failed(e.getCause());
    } catch (TimeoutException e) {
      return new Reply.Silent("it does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Silent("the wait was interrupted");
    } finally {
      answered.cancel(true); // the connection closes, unless the answer is there
    }
  }

  /// Looks now and then whether the client is still there. Where it is not, the owner is to see
  /// that, and keeps the records of a read for the next one.
  private static HttpResponse<byte[]> awaited(
      CompletableFuture<HttpResponse<byte[]>> answered, Duration atMost, BooleanSupplier deserted)
      throws ExecutionException, InterruptedException, TimeoutException {
    for (var left = atMost; left.isPositive(); left = left.minus(LOOK_EVERY)) {
      try {
        return answered.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (deserted.getAsBoolean()) throw e;
      }
    }
    throw new TimeoutException();
  }

  private static Reply failed(@Nullable Throwable cause) {
    return switch (cause) {
      case SSLException e ->
          new Reply.Gone(
              "its certificate is not believed (%s); name who signs it, peers.ca"
                  .formatted(e.getMessage()));
      case ConnectException _,
          NoRouteToHostException _,
          UnknownHostException _,
          HttpConnectTimeoutException _ ->
          new Reply.Gone("it cannot be reached (%s)".formatted(cause));
      case IOException _ -> new Reply.Broken("the connection broke (%s)".formatted(cause));
      case null, default -> throw new IllegalStateException("a call was not passed on", cause);
    };
  }

  private static Reply reply(Standing owner, HttpResponse<byte[]> response) {
    var gateway = response.headers().firstValue(GATEWAY).orElse("");
    var status = response.statusCode();
    if (!gateway.equals(Letter.name(owner.claim().gateway()))) {
      // What is refused before it is read, for want of room, has no name.
      if (gateway.isEmpty() && (status == 413 || status == 503)) return answered(response);
      return new Reply.Gone("another program is at its address");
    }
    return status == 421 ? new Reply.Gone("it does not have it") : answered(response);
  }

  private static Reply answered(HttpResponse<byte[]> response) {
    var fields = new ArrayList<Field>();
    response
        .headers()
        .firstValue("Retry-After")
        .ifPresent(again -> fields.add(new Field("Retry-After", again)));
    var type = response.headers().firstValue("Content-Type").orElse(null);
    return new Reply.Answered(
        new Answer(response.statusCode(), type, response.body(), List.copyOf(fields)));
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (http != null) http.shutdownNow();
  }
}
