package dev.weir.gateway.api.stream;

import dev.weir.Clock;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Route;
import dev.weir.gateway.web.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// All channels, and `GET /api/stream`, which tells of those that a tab names.
///
/// Of each there is first `{"history":[…]}`, then a point as often as it looks.
public final class Streams implements AutoCloseable {
  private static final int WATCHERS_MAX = 20;

  private final Clock clock;
  private final Map<String, Feed> feeds = new ConcurrentSkipListMap<>();
  private final Semaphore room = new Semaphore(WATCHERS_MAX);

  public Streams(Clock clock) {
    this.clock = clock;
  }

  /// Looks from now on, until the gateway stops.
  public Feed add(Channel channel) {
    var feed = new Feed(channel, clock);
    if (feeds.putIfAbsent(channel.name(), feed) != null) {
      throw new IllegalStateException("two channels are named " + channel.name());
    }
    feed.start();
    return feed;
  }

  public List<Route> routes() {
    var doc =
        Doc.of("Tells what there is to see, as server-sent events, about once a second.")
            .query(
                "channels",
                "string",
                "Those to tell of, with commas between them: overview, lanes, lag. Each event is"
                    + " named as its channel. The first one is {\"history\":[…]}, the others are"
                    + " a point each, with absolute values. Without it: overview")
            .gives(200, "Events")
            .fails(400, 503);
    return List.of(Route.get("/api/stream", doc, new Watching()));
  }

  private final class Watching implements Resource {
    @Override
    public void check(Target target) {
      chosen(target);
      if (room.availablePermits() == 0) throw full();
    }

    @Override
    public @Nullable Lines lines(Target target) {
      if (target.head().method().equals("HEAD")) return null;
      var chosen = chosen(target);
      return Lines.events(call ->
          room.tryAcquire() ? new Watcher(call, chosen, room::release) : new Full(call, full()));
    }

    /// A HEAD: there is nothing to watch.
    @Override
    public void handle(Call call) {
      call.answer(Answer.of(200, "text/event-stream", new byte[0]));
    }
  }

  private List<Feed> chosen(Target target) {
    var names = target.query("channels");
    var chosen = new ArrayList<Feed>();
    for (var name : (names == null ? "overview" : names).split(",", -1)) {
      var feed = feeds.get(name.strip());
      if (feed == null) throw unknown(name);
      if (!chosen.contains(feed)) chosen.add(feed);
    }
    return chosen;
  }

  private RestException unknown(String name) {
    return RestException.plain(
        400,
        "There is no channel '%s'; there are %s. Name some of them, with commas between them"
            .formatted(name, String.join(", ", feeds.keySet())));
  }

  private static RestException full() {
    return RestException.plain(
        503,
        "%d streams are open, and that is the most. Close a tab that shows the console"
            .formatted(WATCHERS_MAX));
  }

  @Override
  public void close() {
    feeds.values().forEach(Feed::end);
  }
}
