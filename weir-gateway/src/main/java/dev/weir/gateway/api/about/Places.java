package dev.weir.gateway.api.about;

import dev.weir.config.Address;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.web.Call;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a client reaches the gateway and its Kafka. Where a port listens on all addresses of the
/// machine, that is the one by which this client came.
///
/// @param http what the addresses of HTTP begin with, without a slash at the end
/// @param grpc a usual one where the port is closed; so are the sockets
record Places(
    String http, String grpc, String unix, String acked, String kafka, WeirConfig config) {
  private static final String USUAL_GRPC = "127.0.0.1:18282";
  private static final String USUAL_KAFKA = "127.0.0.1:9092";
  private static final String HTTP = "http";
  private static final String GRPC = "grpc";

  static Places of(Call call, Surroundings surroundings) {
    var config = surroundings.settings().get();
    var ports = surroundings.ports().get();
    var told = call.links().base();
    var apart = config.listen().admin() instanceof Address.Tcp; // messages go to another port
    var http =
        told.isEmpty() || apart
            ? direct(config.tls().scheme(HTTP), config.listen().http(), told, ports)
            : told;
    var grpc =
        config.listen().grpc() instanceof Address.Tcp(var host, var port)
            ? host(host, http) + ":" + ports.getOrDefault(GRPC, port)
            : USUAL_GRPC;
    var kafka = config.kafka();
    return new Places(
        http,
        grpc,
        path(config.listen().unix(), "weir.sock"),
        path(config.listen().unixAcked(), "acked.sock"),
        kafka.off() ? USUAL_KAFKA : kafka.bootstrapServers(),
        config);
  }

  private static String direct(
      String scheme, Address http, String told, Map<String, Integer> ports) {
    var host = http instanceof Address.Tcp tcp ? host(tcp.host(), told) : "127.0.0.1";
    return "%s://%s:%d".formatted(scheme, host, ports.getOrDefault(HTTP, 8082));
  }

  private static String host(String host, String http) {
    var any = host.equals("0.0.0.0") || host.equals("::");
    var asked = any ? URI.create(http).getHost() : null;
    if (asked != null) return asked;
    if (any) return "127.0.0.1";
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static String path(@Nullable Path path, String usual) {
    return path == null ? usual : path.toAbsolutePath().normalize().toString();
  }

  String address(Way way) {
    return switch (way) {
      case PUSH -> http + "/push";
      case TOPICS, STREAM, REST_V2 -> http + "/topics";
      case REST_V3 -> http + "/v3";
      case GRPC -> grpc;
      case UNIX -> unix;
      case ACKED -> acked;
      case COMMAND -> http;
      case WORKER, KCAT -> kafka;
    };
  }

  /// What a program of this way has to have beside it.
  Proof proof(Way way) {
    return switch (way) {
      case PUSH, TOPICS, STREAM, REST_V2, REST_V3, COMMAND -> Proof.of(config, HTTP, http);
      case GRPC -> Proof.of(config, GRPC, "https:");
      case UNIX, ACKED, WORKER, KCAT -> Proof.NONE;
    };
  }

  /// What opens this way in, or null where it is open.
  @Nullable String remedy(Way way) {
    var listen = config.listen();
    return switch (way) {
      case PUSH, TOPICS, STREAM -> null;
      case GRPC ->
          listen.grpc() instanceof Address.Tcp
              ? null
              : "Set listen.grpc: %s and start the gateway again.".formatted(USUAL_GRPC);
      case UNIX ->
          listen.unix() != null ? null : "Set listen.unix: weir.sock and start the gateway again.";
      case ACKED ->
          listen.unixAcked() != null
              ? null
              : "Set listen.unix-acked: acked.sock and start the gateway again.";
      case REST_V2, REST_V3, WORKER, COMMAND, KCAT ->
          config.kafka().off()
              ? "There is no Kafka. Set kafka.bootstrap.servers: host:port and start the gateway again."
              : null;
    };
  }
}
