package dev.weir.gateway.api.stream;

import dev.weir.gateway.net.Lines;
import dev.weir.gateway.web.Json;
import java.time.Duration;
import java.util.List;

/// One tab that watches. Lives on its call's event loop; only [#tell] is for any thread.
///
/// A client that does not read misses points, and nobody waits for it.
final class Watcher implements Lines.Onlooker {
  private static final Duration SILENT_AT_MOST = Duration.ofSeconds(15);

  private final Lines.Call call;
  private final List<Feed> feeds;
  private final Runnable left;
  private boolean over;

  /// @param left hears that the client is not there any more, once
  Watcher(Lines.Call call, List<Feed> feeds, Runnable left) {
    this.call = call;
    this.feeds = feeds;
    this.left = left;
  }

  /// The body of a GET has ended before it began.
  @Override
  public void ended() {
    call.send(Event.RETRY);
    for (var feed : feeds) {
      if (over) return; // sending may show that nobody may read it any more
      var past = feed.join(this);
      call.send(Event.bytes(past.count(), feed.name(), history(past)));
    }
    call.flush();
    if (!over) call.later(SILENT_AT_MOST, this::comment);
  }

  private static byte[] history(Feed.Past past) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeFieldName("history");
      Feed.write(json, past.points());
      json.writeEndObject();
    });
  }

  void tell(byte[] event) {
    call.execute(() -> send(event));
  }

  private void send(byte[] event) {
    if (over || call.isFull()) return;
    call.send(event);
    call.flush();
  }

  private void comment() {
    send(Event.COMMENT);
    call.later(SILENT_AT_MOST, this::comment);
  }

  private void leave() {
    if (over) return;
    over = true;
    for (var feed : feeds) feed.leave(this);
    left.run();
  }

  @Override
  public void cancelled() {
    leave();
  }

  @Override
  public void stopping() {
    leave();
    call.end();
  }

  /// The next point comes by itself.
  @Override
  public void writable() {}
}
