package dev.weir.config.legacy;

import java.util.List;
import java.util.Locale;

/// The settings of kahego's file streams.
final class KahegoFiles {
  private static final long ROTATE_MIN = 1 << 10;
  private static final long ROTATE_MAX = 1L << 50;
  private static final int KEEP_MAX = 1_000_000;

  private final Draft draft;
  private final String prefix;

  KahegoFiles(Draft draft, String prefix) {
    this.draft = draft;
    this.prefix = prefix;
  }

  void translate(List<Found> settings, Place stream) {
    draft.set(prefix + "name", "{bucket}", stream);
    for (var setting : settings) one(setting);
  }

  private void one(Found setting) {
    switch (setting.key().toLowerCase(Locale.ROOT)) {
      case "path" -> set("path", setting.text(), setting);
      case "filenametemplate" -> name(setting);
      case "sizerotate" -> rotate(setting);
      case "maxfiles" -> keep(setting);
      default -> note(setting, "is unknown");
    }
  }

  /// Separators that lead nowhere were overlooked.
  private void name(Found setting) {
    var name = setting.text().replace("{PS}", "/").replaceAll("/{2,}", "/");
    name = name.replaceAll("^/|/$", "").replace("/", "{PS}");
    if (!name.isEmpty()) set("name", name, setting);
  }

  private void rotate(Found setting) {
    var bytes = Sizes.bytes(setting.text());
    if (bytes == null) {
      note(setting, "is no size, so it is 100MB, as it was");
    } else if (bytes < ROTATE_MIN) {
      note(setting, "is 1KB at least");
      set("rotate", "1KB", setting);
    } else {
      set("rotate", Long.toString(Math.min(bytes, ROTATE_MAX)), setting);
    }
  }

  private void keep(Found setting) {
    var text = setting.text().strip();
    if (!text.matches("[+-]?\\d{1,18}")) {
      note(setting, "is no number, so it is 1024, as it was");
      return;
    }
    set("keep", Long.toString(Math.clamp(Long.parseLong(text), 1, KEEP_MAX)), setting);
  }

  private void set(String key, String value, Found setting) {
    draft.set(prefix + key, value, setting.place());
  }

  private void note(Found setting, String text) {
    draft.note(setting.place(), "%s %s".formatted(setting.key(), text));
  }
}
