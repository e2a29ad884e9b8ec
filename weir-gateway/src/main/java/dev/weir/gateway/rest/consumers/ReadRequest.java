package dev.weir.gateway.rest.consumers;

import java.util.function.BooleanSupplier;

/// What a read is asked for.
///
/// @param waitNanos how long it waits for records, once the instance has its partitions
/// @param bytesMax keys and values, before they are written as JSON
/// @param bytesMin it waits for so many; 0 or less for any
/// @param recordsMax how many
/// @param deserted whether its client went away, so that nobody waits for it; any thread asks
record ReadRequest(
    long waitNanos, long bytesMax, long bytesMin, int recordsMax, BooleanSupplier deserted) {}
