/// Recordings of what the process does, by the JVM's own flight recorder.
///
/// Start with [ProfileRoutes]; [Profiler] makes the recordings, [Recordings] keeps their files.
@NullMarked
package dev.weir.gateway.api.profile;

import org.jspecify.annotations.NullMarked;
