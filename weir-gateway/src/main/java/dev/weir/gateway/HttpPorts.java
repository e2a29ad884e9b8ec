package dev.weir.gateway;

import dev.weir.config.Address;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.HttpLimits;
import dev.weir.gateway.net.HttpPort;
import dev.weir.gateway.net.Net;
import dev.weir.gateway.tls.Certificates;
import java.util.Map;
import java.util.function.Function;

/// Opens the HTTP ports that the settings ask for.
///
/// @param certificates what the ports show
/// @param listeners owns them from then on
/// @param ports gets their numbers, by name
record HttpPorts(
    Net net,
    Certificates certificates,
    HttpLimits limits,
    Together listeners,
    Map<String, Integer> ports) {
  /// @param site what is served there, by path
  void open(String name, Address where, Function<Address.Tcp, Map<String, Endpoint>> site) {
    if (!(where instanceof Address.Tcp address)) return;
    var place = certificates.place(name, address);
    var port = listeners.own(HttpPort.open(net, place, site.apply(address), limits));
    ports.put(name, port.port());
  }
}
