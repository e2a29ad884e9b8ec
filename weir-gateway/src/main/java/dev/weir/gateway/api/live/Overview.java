package dev.weir.gateway.api.live;

import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.api.stream.Channel;
import dev.weir.gateway.api.stream.Point;
import dev.weir.gateway.web.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The channel `overview`: how the gateway is, second by second. Its thread's alone, but for
/// [#watchedBy].
final class Overview implements Channel {
  /// Looks that are kept to compare with.
  private static final int MINUTE = 60;

  /// How far back latencies go.
  private static final int SECONDS = 5;

  private final Surroundings surroundings;
  private final Figures figures;
  private final Pulse pulse;
  private final Jumps jumps;
  private final Certificates certificates;
  private final Deque<Reading> lately = new ArrayDeque<>();
  private volatile BooleanSupplier watched = () -> false;

  Overview(Surroundings surroundings, Certificates certificates) {
    var context = surroundings.context();
    var clock = context.net().clock();
    this.surroundings = surroundings;
    this.figures = new Figures(context, surroundings.settings());
    this.pulse = new Pulse(surroundings.cluster(), clock);
    this.jumps = new Jumps(clock);
    this.certificates = certificates;
  }

  @Override
  public String name() {
    return "overview";
  }

  /// @param anybody whether somebody looks at what this sees
  void watchedBy(BooleanSupplier anybody) {
    watched = anybody;
  }

  @Override
  public Point look() {
    if (watched.getAsBoolean()) {
      pulse.feel();
    } else {
      pulse.forget();
    }
    var now = figures.read();
    if (lately.isEmpty()) lately.add(now);
    var told = new Told(sight(now));
    lately.add(now);
    if (lately.size() > MINUTE) lately.remove();
    var wrong = Troubles.of(told.sight());
    return new Point(
        Json.bytes(json -> told.write(json, wrong)), Json.bytes(json -> told.writeBrief(json)));
  }

  private Sight sight(Reading now) {
    var others = new ArrayList<>(certificates.troubles());
    var jump = jumps.look();
    if (jump != null) others.add(jump);
    return new Sight(
        now,
        lately.getLast(),
        someSecondsAgo(),
        lately.getFirst(),
        surroundings.delivery().refusal(),
        pulse.silent(),
        List.copyOf(others),
        surroundings.settings().get().wal().limitBytes());
  }

  private Reading someSecondsAgo() {
    var back = lately.descendingIterator();
    var found = back.next();
    for (var i = 1; i < SECONDS && back.hasNext(); i++) found = back.next();
    return found;
  }
}
