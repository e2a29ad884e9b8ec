package dev.weir.gateway.api.about;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.config.Setting;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Json;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The settings in force. Of a secret nothing is told but that it is set: [Setting] has no more.
///
/// The reference is read by the first call: that takes a moment, and a start has no use for it.
final class Config {
  private static final String SECRET = "•••• (set)";
  private static final String DEFAULT = "default";

  private final Supplier<WeirConfig> settings;
  private final Run run;

  /// Written by any thread, always the same.
  private volatile @Nullable Known known;

  Config(Supplier<WeirConfig> settings, Run run) {
    this.settings = settings;
    this.run = run;
  }

  Answer answer(Call call) {
    var config = settings.get();
    var loaded = run.loadedMillis().getAsLong();
    return Json.answer(json -> {
      json.writeStartObject();
      if (config.file() == null) json.writeNullField("file");
      else json.writeStringField("file", config.file().toAbsolutePath().normalize().toString());
      json.writeNumberField("loadedAt", loaded);
      json.writeArrayFieldStart("settings");
      for (var setting : inOrder(config)) write(json, setting);
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private List<Setting> inOrder(WeirConfig config) {
    var reference = known();
    return config.settings().stream()
        .sorted(Comparator.comparingInt(one -> reference.place(one.key())))
        .toList();
  }

  private void write(JsonGenerator json, Setting setting) throws IOException {
    var entry = known().of(setting.key());
    var unset = setting.origin().equals(DEFAULT);
    json.writeStartObject();
    json.writeStringField("key", setting.key());
    json.writeStringField("value", setting.secret() ? SECRET : setting.value());
    json.writeStringField("default", unset ? setting.value() : entry.byDefault());
    json.writeStringField("origin", setting.origin());
    json.writeBooleanField("changed", !unset);
    json.writeBooleanField("secret", setting.secret());
    json.writeBooleanField("live", !run.atStart().test(setting.key()));
    json.writeStringField("type", entry.type());
    json.writeStringField("meaning", entry.meaning());
    json.writeEndObject();
  }

  private Known known() {
    var present = known;
    if (present != null) return present;
    var read = Known.read();
    known = read;
    return read;
  }
}
