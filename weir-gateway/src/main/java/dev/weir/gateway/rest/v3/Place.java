package dev.weir.gateway.rest.v3;

import dev.weir.gateway.web.Links;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// Where a thing of v3 is: its address, and its name among Confluent's resources. Pure.
///
/// @param path the parts of its address
/// @param name such as `crn:///kafka=ID/topic=rides`
record Place(Links links, List<String> path, String name) {
  /// Where everything is.
  ///
  /// @param authority whose names they are; empty for nobody's
  static Place root(Links links, String authority) {
    return new Place(links, List.of("v3"), "crn://" + authority);
  }

  /// One of many below this.
  ///
  /// @param many what they are called in addresses
  /// @param one what one of them is called in names
  Place one(String many, String one, Object id) {
    var below = "%s/%s=%s".formatted(name, one, encoded(id.toString()));
    return new Place(links, with(many, id.toString()), below);
  }

  /// The only one of its kind below this.
  Place only(String kind) {
    return new Place(links, with(kind), name + "/" + kind);
  }

  /// The address of what is below this.
  String address(String... below) {
    return links.to(with(below).toArray(String[]::new));
  }

  private List<String> with(String... below) {
    return Stream.concat(path.stream(), Stream.of(below)).toList();
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
