package dev.weir.gateway.rest.web;

/// What answers one method on one kind of path.
///
/// @param path such as `/topics/{topic}/partitions`
/// @param doc what the description of the API says of it
public record Route(String method, String path, Doc doc, Resource resource) {
  public static Route get(String path, Doc doc, Resource resource) {
    return new Route("GET", path, doc, resource);
  }

  public static Route post(String path, Doc doc, Resource resource) {
    return new Route("POST", path, doc, resource);
  }

  public static Route put(String path, Doc doc, Resource resource) {
    return new Route("PUT", path, doc, resource);
  }

  public static Route patch(String path, Doc doc, Resource resource) {
    return new Route("PATCH", path, doc, resource);
  }

  public static Route delete(String path, Doc doc, Resource resource) {
    return new Route("DELETE", path, doc, resource);
  }
}
