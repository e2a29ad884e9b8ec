package dev.weir.gateway.api.messages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a scan answers.
///
/// @param scanned how many offsets were looked at since its beginning
/// @param of how many there are to be looked at
/// @param oldest the time of the oldest that this request looked at, or -1
/// @param cursor where it goes on, or null where all was told
/// @param note what one should know, or null
record Page(
    List<ReadMessage> messages,
    long scanned,
    long of,
    long oldest,
    long newest,
    @Nullable String cursor,
    @Nullable String note) {}
