package dev.weir.gateway.rest.produce;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The fields that an object may have.
///
/// @param where they are, for messages, such as `a record`
/// @param status of the refusal of any other field
record Fields(String where, int status, List<String> names, List<byte[]> quoted) {
  static Fields of(String where, int status, String... names) {
    var quoted =
        Arrays.stream(names)
            .map(name -> ('"' + name + '"').getBytes(StandardCharsets.US_ASCII))
            .toList();
    return new Fields(where, status, List.of(names), quoted);
  }
}
