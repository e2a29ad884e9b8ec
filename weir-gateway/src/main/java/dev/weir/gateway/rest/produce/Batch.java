package dev.weir.gateway.rest.produce;

import dev.weir.Message;
import dev.weir.gateway.rest.schema.SchemaChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of a produce call of v2. Where the format has schemas, keys and values are still JSON.
///
/// @param key the schema that is named for the keys, or null
/// @param value the same for the values
record Batch(List<Message> messages, @Nullable SchemaChoice key, @Nullable SchemaChoice value) {}
