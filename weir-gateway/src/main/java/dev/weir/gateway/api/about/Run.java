package dev.weir.gateway.api.about;

import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// What is known of this run of the gateway alone.
///
/// @param startedMillis when it began, since 1970
/// @param loadedMillis when the settings in force were read, since 1970
/// @param atStart whether only a start can change a key; else a reload does
public record Run(long startedMillis, LongSupplier loadedMillis, Predicate<String> atStart) {}
