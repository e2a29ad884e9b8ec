package dev.weir.config;

import static dev.weir.config.Section.OFF;

import java.util.EnumSet;
import java.util.Set;

/// `metrics:` — what `/metrics` shows.
///
/// @param also whose names are there beside Weir's, for dashboards that know them
public record MetricsConfig(Set<Predecessor> also) {
  static MetricsConfig read(Section section) {
    return new MetricsConfig(section.value("also", OFF, MetricsConfig::predecessors));
  }

  private static Set<Predecessor> predecessors(String text) {
    var named = EnumSet.noneOf(Predecessor.class);
    if (text.equals(OFF)) return named;
    for (var name : text.split(",", -1)) named.add(Values.choice(name.strip(), Predecessor.class));
    return named;
  }
}
