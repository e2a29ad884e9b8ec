package dev.weir.gateway.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.metrics.Metric;
import dev.weir.metrics.Metrics;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// However many topics clients think of, there are only so many series.
@Tag("S16")
@Timeout(30)
final class BoundedSeriesTest {
  private static final int TOPICS = 100_000;

  private final Metrics metrics = new Metrics();

  @Test
  void of_100_000_topics_a_thousand_have_figures_of_their_own_and_the_rest_share_one() {
    var config = WeirConfig.read(Sources.of("metrics.also=kprf,ambassador")).metrics();
    var kprf = requireNonNull(KprfFigures.ifAsked(config, metrics, System::nanoTime));
    var ambassador = requireNonNull(AmbassadorFigures.ifAsked(config, metrics, System::nanoTime));
    var refused = List.<Outcome>of(new Outcome.Refused(Problem.stopping()));
    var limited = List.<Outcome>of(new Outcome.Refused(Problem.rateLimited("topic", "a", 1_000)));

    for (var i = 0; i < TOPICS; i++) {
      var message = Message.of("topic-" + i, null, new byte[0]);
      kprf.settled(List.of(message), i % 2 == 0 ? refused : limited);
      var _ = kprf.flow(message);
      ambassador.appended(message.topic());
      ambassador.read(message.topic());
    }

    assertThat(series())
        .isNotEmpty()
        .allSatisfy((_, count) -> assertThat(count).isLessThanOrEqualTo(1_001));
  }

  private Map<String, Long> series() {
    return metrics.all().stream()
        .collect(Collectors.groupingBy(Metric::name, Collectors.counting()));
  }
}
