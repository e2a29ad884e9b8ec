package dev.weir.gateway.metrics;

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
import org.jspecify.annotations.Nullable;

/// `GET /metrics`, in the format that the scraper asks for. Written on a virtual thread: it is long
/// where there is much to tell, and an event loop has no time for that.
public final class MetricsEndpoint implements Endpoint {
  private static final Pattern UNTYPED =
      Pattern.compile("^(# TYPE \\S+ )untyped$", Pattern.MULTILINE);

  private final Metrics metrics;
  private final ExpositionFormats formats = ExpositionFormats.init();

  public MetricsEndpoint(Metrics metrics) {
    this.metrics = metrics;
    ProcessFigures.register(metrics);
  }

  @Override
  public void handle(Exchange exchange) {
    Thread.ofVirtual()
        .name("metrics")
        .start(() -> exchange.answer(page(exchange.header("Accept"))));
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
