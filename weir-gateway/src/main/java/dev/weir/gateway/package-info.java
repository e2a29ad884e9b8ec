/// The process: `Weir` is the composition root, the only place that makes services and reads the
/// clock. Each ingress is a package of its own beneath this one, and none knows another.
@NullMarked
package dev.weir.gateway;

import org.jspecify.annotations.NullMarked;
