package dev.weir.gateway.once;

import dev.weir.gateway.net.Answer;
import org.jspecify.annotations.Nullable;

/// A request that was carried out.
///
/// @param id its key, with whose it is and what it was sent to
/// @param print of what it asked for
/// @param answer what it was told; null where that was too long to be kept
/// @param sinceMillis when it was told so
record Done(String id, Print print, @Nullable Answer answer, long sinceMillis) {}
