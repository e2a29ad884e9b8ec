package dev.weir;

import org.jspecify.annotations.Nullable;

/// One header of a message. The value is handed over and never written again.
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy a header would buy nothing
public record Header(String name, byte @Nullable [] value) {}
