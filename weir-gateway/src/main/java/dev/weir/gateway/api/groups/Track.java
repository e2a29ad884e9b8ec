package dev.weir.gateway.api.groups;

import dev.weir.gateway.api.groups.Progress.Rates;
import java.util.ArrayList;
import java.util.List;

/// How a group fared over the last hour. Its owner guards it.
final class Track {
  /// An hour, with a look each ten seconds.
  static final int POINTS_MAX = 360;

  /// Before there were two looks.
  private static final Rates NONE = new Rates(Double.NaN, Double.NaN);

  /// @param in messages a second that came
  /// @param out messages a second that were read
  record Point(long millis, long lag, float in, float out) {}

  private final Point[] ring = new Point[POINTS_MAX];
  private int count;

  void saw(long millis, Progress progress) {
    var lag = progress.lag();
    if (lag == null) return;
    var rates = progress.rates() == null ? NONE : progress.rates();
    ring[count++ % POINTS_MAX] = new Point(millis, lag, (float) rates.in(), (float) rates.out());
  }

  /// The oldest first.
  List<Point> points() {
    var points = new ArrayList<Point>();
    for (var i = Math.max(0, count - POINTS_MAX); i < count; i++) points.add(ring[i % POINTS_MAX]);
    return points;
  }

  /// So many at most: of neighbours the one with the greatest lag.
  List<Point> points(int most) {
    var all = points();
    if (all.size() <= most) return all;
    var points = new ArrayList<Point>();
    for (var i = 0; i < most; i++) {
      var some = all.subList(i * all.size() / most, (i + 1) * all.size() / most);
      var worst = some.getFirst();
      for (var one : some) if (one.lag > worst.lag) worst = one;
      points.add(worst);
    }
    return points;
  }
}
