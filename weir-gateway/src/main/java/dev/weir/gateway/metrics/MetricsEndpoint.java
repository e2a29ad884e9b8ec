package dev.weir.gateway.metrics;

import dev.weir.Problem;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.metrics.Metrics;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GET /metrics`, in the format that the scraper asks for. Written on a virtual thread: it is long
/// where there is much to tell, and an event loop has no time for that.
public final class MetricsEndpoint implements Endpoint {
  private static final Logger log = LoggerFactory.getLogger(MetricsEndpoint.class);

  /// With any weight but 0.
  private static final Pattern GZIP =
      Pattern.compile(
          "\\s*(x-)?gzip\\s*(;\\s*q=(1(\\.0*)?|0\\.0*[1-9][0-9]*)\\s*)?", Pattern.CASE_INSENSITIVE);

  private static final Pattern UNTYPED =
      Pattern.compile("^(# TYPE \\S+ )untyped$", Pattern.MULTILINE);

  private final Metrics metrics;
  private final ExpositionFormats formats = ExpositionFormats.init();

  public MetricsEndpoint(Metrics metrics) {
    this.metrics = metrics;
    ProcessFigures.register(metrics);
    JvmFigures.register(metrics);
  }

  @Override
  public void handle(Exchange exchange) {
    var accept = exchange.header("Accept");
    var codings = exchange.header("Accept-Encoding");
    Thread.ofVirtual().name("metrics").start(() -> exchange.answer(answer(accept, codings)));
  }

  /// A figure that cannot be told must not keep the scraper waiting.
  Answer answer(@Nullable String accept, @Nullable String codings) {
    try {
      return told(accept, codings);
    } catch (RuntimeException e) {
      log.error("The metrics cannot be told", e);
      return Answer.text(500, "The metrics cannot be told: %s. The log says more.\n".formatted(e))
          .coded(Problem.Code.BUG);
    }
  }

  private Answer told(@Nullable String accept, @Nullable String codings) {
    var page = page(accept).with("Vary", "Accept, Accept-Encoding");
    return gzipWanted(codings) ? packed(page) : page;
  }

  /// Scrapers that can unpack say so.
  static boolean gzipWanted(@Nullable String codings) {
    if (codings == null) return false;
    for (var coding : codings.split(",", -1)) {
      if (GZIP.matcher(coding).matches()) return true;
    }
    return false;
  }

  private static Answer packed(Answer page) {
    var bytes = new ByteArrayOutputStream(4 << 10);
    try (var gzip = new GZIPOutputStream(bytes, 8 << 10)) {
      gzip.write(page.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(page.status(), page.contentType(), bytes.toByteArray(), page.fields())
        .with("Content-Encoding", "gzip");
  }

  Answer page(@Nullable String accept) {
    var writer = formats.findWriter(accept);
    var page = new ByteArrayOutputStream(16 << 10);
    try {
      writer.write(page, Snapshots.of(metrics.all()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var text = writer instanceof PrometheusTextFormatWriter;
    return Answer.of(200, writer.getContentType(), text ? typed(page) : page.toByteArray());
  }

  /// The text format has a type for totals that the library would rename; OpenMetrics has none.
  private static byte[] typed(ByteArrayOutputStream page) {
    var text = page.toString(StandardCharsets.UTF_8);
    return UNTYPED.matcher(text).find()
        ? UNTYPED.matcher(text).replaceAll("$1counter").getBytes(StandardCharsets.UTF_8)
        : page.toByteArray();
  }
}
