package dev.weir.gateway.rest.openapi;

import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.MediaTypes;
import java.util.Locale;

/// Where a route belongs, which its path tells.
enum Part {
  TOPICS("Topics, their partitions, and records written to them"),
  CONSUMERS("Instances that read records for those who have no client of Kafka"),
  V3(
      "The cluster: topics, settings, brokers, groups and their lag; records in streams and batches"),
  CONSOLE("What the console shows and does"),
  WEIR("The gateway itself");

  private final String meaning;

  Part(String meaning) {
    this.meaning = meaning;
  }

  static Part of(String path) {
    if (path.startsWith("/v3")) return V3;
    if (path.startsWith("/api/")) return CONSOLE;
    if (path.startsWith("/consumers")) return CONSUMERS;
    return path.startsWith("/topics") || path.startsWith("/admin/topics") ? TOPICS : WEIR;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String meaning() {
    return meaning;
  }

  /// The schema of its errors.
  String error() {
    return this == CONSOLE ? "Problem" : Doc.ERROR;
  }

  /// Of bodies that no format has a part in.
  String mediaType() {
    return this == V3 || this == CONSOLE ? MediaTypes.JSON : MediaTypes.V2;
  }
}
