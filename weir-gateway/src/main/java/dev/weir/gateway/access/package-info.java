/// A line of JSON for each HTTP request: [AccessLog] takes them from the event loops, [LogFile] is
/// where they go.
@NullMarked
package dev.weir.gateway.access;

import org.jspecify.annotations.NullMarked;
