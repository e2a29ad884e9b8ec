package dev.weir.gateway.api.about;

import dev.weir.config.Reference;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;

/// What the reference says of a key as somebody wrote it: `routes.7.to` is its `routes.<n>.to`.
record Known(List<Entry> entries) {
  /// A further cluster has what the first one has, which has its own section.
  private static final Pattern FURTHER = Pattern.compile("sinks\\.[^.]+\\.(.+)");

  private static final String FIRST = "kafka.";

  private record Entry(Pattern keys, Reference reference) {}

  static Known read() {
    return new Known(
        Reference.all().stream().map(one -> new Entry(pattern(one.key()), one)).toList());
  }

  /// What stands in angle brackets may be any name.
  private static Pattern pattern(String key) {
    return Pattern.compile(Pattern.quote(key).replaceAll("<\\w+>", "\\\\E[^.]+\\\\Q"));
  }

  /// Where it stands in the reference, which has the order in which people look for keys; those
  /// that are not there come last.
  int place(String key) {
    for (var i = 0; i < entries.size(); i++) {
      if (entries.get(i).keys.matcher(key).matches()) return i;
    }
    return entries.size();
  }

  Reference of(String key) {
    return found(key)
        .or(() -> {
          var further = FURTHER.matcher(key);
          return further.matches() ? found(FIRST + further.group(1)) : Optional.empty();
        })
        .orElseGet(() -> ofKafka(key));
  }

  private Optional<Reference> found(String key) {
    return entries.stream()
        .filter(entry -> entry.keys.matcher(key).matches())
        .map(Entry::reference)
        .findFirst();
  }

  /// The keys of Kafka's producer that Weir leaves as they are.
  private static Reference ofKafka(String key) {
    var further = FURTHER.matcher(key);
    var property = further.matches() ? further.group(1) : key.replaceFirst("^kafka\\.", "");
    var defaults = ProducerConfig.configDef().defaultValues();
    var byDefault = defaults.get(property);
    return new Reference(
        key,
        byDefault == null ? "" : byDefault.toString(),
        "Kafka's",
        "handed to Kafka's producer as it is");
  }
}
