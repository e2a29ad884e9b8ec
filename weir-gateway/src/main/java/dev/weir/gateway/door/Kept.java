package dev.weir.gateway.door;

import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.PassedOn;

/// A request whose body stays while somebody is asked who they are.
final class Kept extends PassedOn {
  private final byte[] body;

  Kept(Exchange exchange, byte[] body) {
    super(exchange);
    this.body = body;
  }

  @Override
  public byte[] body() {
    return body;
  }
}
