package dev.weir.gateway.api.live;

import dev.weir.config.WeirConfig;
import dev.weir.gateway.net.Context;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Gauge;
import dev.weir.metrics.Histogram;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metric;
import dev.weir.metrics.Summary;
import dev.weir.metrics.Total;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads what the gateway counts anyway. It costs some microseconds. One thread reads.
final class Figures {
  /// Open files are counted at each such reading.
  private static final int FILES_EVERY = 10;

  private final Context context;
  private final Supplier<WeirConfig> settings;
  private Room files = new Room(0, 0);
  private int readings;

  Figures(Context context, Supplier<WeirConfig> settings) {
    this.context = context;
    this.settings = settings;
  }

  Reading read() {
    if (readings++ % FILES_EVERY == 0) files = Machine.files();
    var tally = new Tally();
    context.metrics().all().forEach(tally::add);
    tally.books.values().removeIf(books -> !books.has(Book.ACCEPTED)); // logs of dead letters
    var clock = context.net().clock();
    var delivery = context.delivery();
    var budget = delivery.budget();
    return new Reading(
        clock.nanos(),
        clock.millis(),
        tally.in,
        tally.books,
        tally.refused,
        tally.lost,
        tally.delivery,
        delivery.sinks(),
        new Room(budget.usedBytes(), budget.limitBytes()),
        new Room(delivery.inside(), settings.get().limits().inFlight()),
        Machine.now(),
        files);
  }

  private static final class Tally {
    final Map<String, Long> in = new TreeMap<>();
    final Map<String, Books> books = new TreeMap<>();
    final Map<String, Long> refused = new TreeMap<>();
    final Map<String, Long> lost = new TreeMap<>();
    Spread delivery = Spread.NONE;

    void add(Metric metric) {
      var book = Book.BY_METRIC.get(metric.name());
      if (book != null) add(book, metric);
      switch (metric.name()) {
        case "weir_ingress_messages" ->
            in.merge(label(metric, "ingress"), value(metric), Long::sum);
        case "weir_messages_refused" -> addReason(refused, metric);
        case "weir_messages_lost" -> addReason(lost, metric);
        case "weir_delivery_seconds" -> {
          if (metric instanceof Histogram seconds) {
            delivery = delivery.plus(new Spread(seconds.bounds(), seconds.counts()));
          }
        }
        default -> {} // others look at it
      }
    }

    private void add(Book book, Metric metric) {
      books.computeIfAbsent(label(metric, "sink"), _ -> new Books()).add(book, value(metric));
    }

    private static void addReason(Map<String, Long> reasons, Metric metric) {
      var messages = value(metric);
      if (messages > 0) reasons.merge(label(metric, "reason"), messages, Long::sum);
    }

    private static long value(Metric metric) {
      return switch (metric) {
        case Counter counter -> counter.sum();
        case Gauge gauge -> (long) gauge.value().getAsDouble();
        case Total total -> (long) total.value().getAsDouble();
        case Histogram _, Summary _ -> 0;
      };
    }

    private static String label(Metric metric, String name) {
      var found = find(metric, name);
      return found == null ? "" : found.value();
    }

    private static @Nullable Label find(Metric metric, String name) {
      for (var label : metric.labels()) {
        if (label.name().equals(name)) return label;
      }
      return null;
    }
  }
}
