package dev.weir.cli.load;

import dev.weir.cli.cluster.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Some producers that are open, and close together.
public final class Senders implements AutoCloseable {
  private final List<Sending> all = new ArrayList<>();

  private Senders() {}

  public static Senders open(
      Cluster cluster, Map<String, Object> settings, Sending.Plan plan, Shape shape) {
    var senders = new Senders();
    try {
      for (var i = 0; i < shape.count && !shape.stop.getAsBoolean(); i++) {
        senders.all.add(Sending.open(cluster, settings, plan, shape.stop));
      }
      return senders;
    } catch (RuntimeException e) {
      senders.close();
      throw e;
    }
  }

  public record Shape(int count, BooleanSupplier stop) {}

  /// Of those that were opened before all was to stop.
  public void run(int number, Tally tally) {
    if (number < all.size()) all.get(number).run(tally);
  }

  @Override
  public void close() {
    all.forEach(Sending::close);
  }
}
