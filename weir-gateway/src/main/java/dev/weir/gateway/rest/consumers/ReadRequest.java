package dev.weir.gateway.rest.consumers;

/// What a read is asked for.
///
/// @param waitNanos how long it waits for records, once the instance has its partitions
/// @param bytesMax keys and values, before they are written as JSON
/// @param bytesMin it waits for so many; 0 or less for any
/// @param recordsMax how many
record ReadRequest(long waitNanos, long bytesMax, long bytesMin, int recordsMax) {}
