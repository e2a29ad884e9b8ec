package dev.weir.gateway.api.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.Header;
import dev.weir.delivery.Kept;
import dev.weir.gateway.web.Download;
import dev.weir.gateway.web.Json;
import dev.weir.wal.Entry;
import dev.weir.wal.WalFiles;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One export. Whoever has it may drop what is in it.
record Exporting(Kept kept, Predicate<Entry> wanted) implements Download.Source {
  @Override
  public boolean pour(Download.Client client) {
    return WalFiles.open(kept.folder()).readFrom(0, item -> pass(item.entry(), client));
  }

  /// Whether the next one is wanted.
  private boolean pass(Entry entry, Download.Client client) {
    var meant = kept.holds().test(entry.sequence()) && wanted.test(entry);
    return meant ? client.take(line(entry)) : !client.isGone();
  }

  private static byte[] line(Entry entry) {
    var message = entry.message();
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeNumberField("envelope", 1);
      json.writeStringField("topic", message.topic());
      if (message.namesPartition()) json.writeNumberField("partition", message.partition());
      json.writeNumberField("timestamp", message.timestamp());
      json.writeStringField("timestampType", "create");
      json.writeFieldName("key");
      bytes(json, message.key());
      json.writeFieldName("value");
      bytes(json, message.value());
      json.writeArrayFieldStart("headers");
      for (Header header : message.headers()) {
        json.writeStartObject();
        json.writeStringField("key", header.name());
        json.writeFieldName("value");
        bytes(json, header.value());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    });
  }

  private static void bytes(JsonGenerator json, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) json.writeNull();
    else json.writeBinary(bytes);
  }
}
