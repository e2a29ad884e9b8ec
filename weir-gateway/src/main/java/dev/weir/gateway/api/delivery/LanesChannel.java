package dev.weir.gateway.api.delivery;

import dev.weir.gateway.api.stream.Channel;
import dev.weir.gateway.api.stream.Point;
import dev.weir.gateway.web.Json;

/// How the sinks are doing, once a second.
record LanesChannel(Lanes lanes) implements Channel {
  @Override
  public String name() {
    return "lanes";
  }

  @Override
  public Point look() {
    return new Point(Json.bytes(lanes::write), Json.bytes(lanes::writeBrief));
  }
}
