package dev.weir.worker.codec;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where a registry is and how to talk to it.
///
/// @param authorization the header of that name, asked for with each question; null for none
record Link(
    List<URI> urls, @Nullable Supplier<String> authorization, Duration timeout, HttpClient client) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /// @param urls perhaps with `user:password@` in the first
  static Link to(String... urls) {
    if (urls.length == 0) throw new IllegalArgumentException("A registry has an address");
    var given = Arrays.stream(urls).map(Link::checked).toList();
    var user = given.getFirst().getUserInfo();
    return new Link(
        given.stream().map(Link::withoutPassword).toList(),
        user == null ? null : basic(user),
        TIMEOUT,
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER) // the password is for this address alone
            .connectTimeout(TIMEOUT)
            .build());
  }

  private static URI checked(String url) {
    var uri = URI.create(url);
    if (uri.getScheme() != null && uri.getHost() != null) return uri;
    throw new IllegalArgumentException(
        "'%s' is not the address of a schema registry such as http://host:8081".formatted(url));
  }

  private static URI withoutPassword(URI url) {
    var text = url.toString();
    var without = url.getRawUserInfo() == null ? text : text.replaceFirst("://[^@/]*@", "://");
    return URI.create(without.endsWith("/") ? without.substring(0, without.length() - 1) : without);
  }

  static Supplier<String> basic(String user) {
    var header =
        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    return () -> header;
  }

  Link authorization(Supplier<String> header) {
    return new Link(urls, header, timeout, client);
  }

  Link timeout(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("timeout > 0, not " + time);
    }
    return new Link(urls, authorization, time, client);
  }

  Link client(HttpClient other) {
    return new Link(urls, authorization, timeout, other);
  }
}
