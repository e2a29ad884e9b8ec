/// For tests of what a worker calls: [Messages] makes what a processor is given, and [FakeWriter]
/// takes what it writes.
///
/// A whole worker without a broker is run by [dev.weir.worker.Probe].
@NullMarked
package dev.weir.testkit.worker;

import org.jspecify.annotations.NullMarked;
