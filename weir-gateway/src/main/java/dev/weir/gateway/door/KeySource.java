package dev.weir.gateway.door;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Where the keys of an identity provider are. One thread reads.
interface KeySource extends AutoCloseable {
  /// A reading is over after so long, with or without keys.
  Duration AT_MOST = Duration.ofSeconds(5);

  int BYTES_MAX = 1 << 20;

  /// The keys, or null: they are as they were.
  ///
  /// @throws IOException with a reason that reads on after the place
  @Nullable Keys read() throws IOException;

  @Override
  void close();

  /// A file, which may also be another one by the same name.
  final class OfFile implements KeySource {
    private final Path path;
    private @Nullable Seen seen;

    private record Seen(long bytes, FileTime changed, @Nullable Object file) {
      static Seen of(Path path) throws IOException {
        var now = Files.readAttributes(path, BasicFileAttributes.class);
        return new Seen(now.size(), now.lastModifiedTime(), now.fileKey());
      }
    }

    OfFile(Path path) {
      this.path = path;
    }

    @Override
    public @Nullable Keys read() throws IOException {
      var now = Seen.of(path); // before the content: what comes after is seen next time
      if (now.equals(seen)) return null;
      try (var file = Files.newInputStream(path)) {
        var bytes = file.readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) throw tooLarge();
        var keys = Keys.parse(bytes);
        seen = now;
        return keys;
      }
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// An address of HTTP. It goes nowhere else: who can answer there could send us anywhere, also to
  /// what is for nobody but us.
  final class OfAddress implements KeySource {
    private static final int OK = 200;
    private final URI address;
    private final HttpClient client;

    OfAddress(URI address) {
      this.address = address;
      this.client =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(AT_MOST)
              .build();
    }

    @Override
    public Keys read() throws IOException {
      var request = HttpRequest.newBuilder(address).timeout(AT_MOST).GET();
      request.header("Accept", "application/jwk-set+json, application/json");
      var handler = BodyHandlers.limiting(BodyHandlers.ofByteArray(), BYTES_MAX);
      var asked = client.sendAsync(request.build(), handler);
      try {
        return Keys.parse(body(asked.get(AT_MOST.toNanos(), TimeUnit.NANOSECONDS)));
      } catch (ExecutionException e) {
        throw new IOException(why(e.getCause() == null ? e : e.getCause()), e);
      } catch (TimeoutException e) {
        asked.cancel(true);
        throw new IOException("no answer within %d s".formatted(AT_MOST.toSeconds()), e);
      } catch (InterruptedException e) {
        asked.cancel(true);
        Thread.currentThread().interrupt();
        throw new IOException("Weir is stopping", e);
      }
    }

    private static String why(Throwable cause) {
      var name = cause.getClass().getSimpleName();
      return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
    }

    private static byte[] body(HttpResponse<byte[]> response) throws IOException {
      var status = response.statusCode();
      if (status == OK) return response.body();
      var elsewhere = status / 100 == 3 ? ", and it is not asked elsewhere" : "";
      throw new IOException("it answered %d%s".formatted(status, elsewhere));
    }

    @Override
    public void close() {
      client.shutdownNow();
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }

  private static IOException tooLarge() {
    return new IOException("it has more than %,d bytes".formatted(BYTES_MAX));
  }
}
