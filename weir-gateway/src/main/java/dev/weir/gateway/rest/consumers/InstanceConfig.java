package dev.weir.gateway.rest.consumers;

import dev.weir.gateway.web.Format;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an instance is made with: the word of its client, else that of the settings.
///
/// @param name the one that its client gave, or null
/// @param fetchMinBytes how many bytes a read waits for; 0 or less for any
/// @param timeoutMillis the longest that a read waits, or null where the client did not say
/// @param strimzi whether commits are meant as Strimzi's bridge has them
/// @param commitMillis how often what was handed out is committed, or 0 for never
/// @param recordsMax how many records a read answers at most
/// @param kafka further properties of Kafka's consumer
record InstanceConfig(
    @Nullable String name,
    Format format,
    int fetchMinBytes,
    @Nullable Long timeoutMillis,
    boolean strimzi,
    long commitMillis,
    int recordsMax,
    Map<String, String> kafka) {}
