package dev.weir.gateway.web;

/// The media types that are no [Format]'s.
public final class MediaTypes {
  /// Of the answers of v2, errors included.
  public static final String V2 = "application/vnd.kafka.v2+json";

  /// Of all of v3.
  public static final String JSON = "application/json";

  /// Of the errors of `/api`.
  public static final String PROBLEM = "application/problem+json";

  private MediaTypes() {}
}
