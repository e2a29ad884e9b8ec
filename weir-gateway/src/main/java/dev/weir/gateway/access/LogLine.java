package dev.weir.gateway.access;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.gateway.net.EndedRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A request as a line of JSON, in the order of fields that kprf's log has:
///
/// ```
/// {"msg":"request","level":"INFO","ts":"2026-11-21T01:48:42.092+00:00","service":"weir",
///  "client":"127.0.0.1","method":"POST","path":"/push","status":200,"bytes_in":52,
///  "bytes_out":27,"millis":0.412,"request_id":"…"}
/// ```
///
/// Within TLS there are also `tls`, its version, and `certificate`, the name in that of the client.
final class LogLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

  private LogLine() {}

  static void append(StringBuilder line, long millis, ZoneId zone, EndedRequest request) {
    line.append("{\"msg\":\"request\",\"level\":\"INFO\",\"ts\":\"");
    TIME.formatTo(Instant.ofEpochMilli(millis).atZone(zone), line);
    line.append("\",\"service\":\"weir\"");
    text(line, "client", request.client());
    var principal = request.principal();
    if (principal != null) text(line, "principal", principal);
    text(line, "method", request.method());
    text(line, "path", request.path());
    line.append(",\"status\":").append(request.status());
    line.append(",\"bytes_in\":").append(request.bytesIn());
    line.append(",\"bytes_out\":").append(request.bytesOut());
    line.append(",\"millis\":").append(Math.round(request.nanos() / 1e3) / 1e3);
    text(line, "request_id", request.id() == null ? "" : request.id());
    if (!request.tls().isEmpty()) text(line, "tls", request.tls());
    if (request.subject() != null) text(line, "certificate", request.subject());
    line.append("}\n");
  }

  /// What clients sent may hold quotes and control characters.
  private static void text(StringBuilder line, String name, String value) {
    line.append(",\"").append(name).append("\":\"");
    JsonStringEncoder.getInstance().quoteAsString(value, line);
    line.append('"');
  }
}
