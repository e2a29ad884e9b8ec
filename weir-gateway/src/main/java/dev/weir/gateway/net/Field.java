package dev.weir.gateway.net;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;

/// One header field.
public record Field(String name, String value) {
  /// Those whose names begin with this, whatever its case, in their order and named by the rest.
  /// Hot: mostly there are none.
  static List<Field> beginning(String prefix, MultiMap headers) {
    var fields = List.<Field>of();
    for (var header : headers) {
      var name = header.getKey();
      if (!name.regionMatches(true, 0, prefix, 0, prefix.length())) continue;
      if (fields.isEmpty()) fields = new ArrayList<>();
      fields.add(new Field(name.substring(prefix.length()), header.getValue()));
    }
    return fields;
  }
}
