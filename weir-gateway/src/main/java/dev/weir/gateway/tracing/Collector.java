package dev.weir.gateway.tracing;

import dev.weir.config.TracingConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;

/// Who takes spans, by OTLP over HTTP. The exporter's thread.
final class Collector implements AutoCloseable {
  /// Of answers that ask for the same again, as the protocol has it.
  private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);

  private static final int LATER_SECONDS_MAX = 30;

  private final URI url;
  private final TracingConfig config;
  private final HttpClient client;

  /// What came of an attempt.
  sealed interface Word {
    record Taken() implements Word {}

    /// To be tried again.
    ///
    /// @param afterMillis when, or 0 where the collector does not say
    record NotNow(String why, long afterMillis) implements Word {}

    record Never(String why) implements Word {}
  }

  /// Redirects are not followed: the headers would go with them.
  Collector(URI url, TracingConfig config) {
    this.url = url;
    this.config = config;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.timeout())
            .build();
  }

  URI url() {
    return url;
  }

  Word send(byte[] request) throws InterruptedException {
    var post =
        HttpRequest.newBuilder(url)
            .timeout(config.timeout())
            .header("Content-Type", "application/x-protobuf")
            .POST(BodyPublishers.ofByteArray(request));
    config.headers().forEach(post::setHeader);
    try {
      return word(client.send(post.build(), BodyHandlers.discarding()));
    } catch (IOException e) {
      return new Word.NotNow(e.getMessage() == null ? e.toString() : e.getMessage(), 0);
    }
  }

  private static Word word(HttpResponse<Void> answer) {
    var status = answer.statusCode();
    if (status / 100 == 2) return new Word.Taken();
    var why = "it answers " + status;
    if (!LATER.contains(status)) return new Word.Never(why);
    var after = answer.headers().firstValue("Retry-After").orElse("");
    var seconds = after.matches("\\d{1,4}") ? Integer.parseInt(after) : 0;
    return new Word.NotNow(why, 1_000L * Math.min(seconds, LATER_SECONDS_MAX));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
