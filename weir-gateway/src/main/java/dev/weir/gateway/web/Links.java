package dev.weir.gateway.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Makes the absolute addresses in answers, such as `base_uri`.
///
/// @param base what all begin with: scheme, host, port and perhaps a path, without a slash at its
///   end
public record Links(String base) {
  /// The address of what stands at these parts of a path, which are encoded.
  public String to(String... parts) {
    var link = new StringBuilder(base);
    for (var part : parts) link.append('/').append(encoded(part));
    return link.toString();
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
