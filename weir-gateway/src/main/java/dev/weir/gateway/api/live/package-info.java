/// Whether messages flow and, if not, where they wait and why: the figures of the overview, and the
/// checks of the gateway's own health.
@NullMarked
package dev.weir.gateway.api.live;

import org.jspecify.annotations.NullMarked;
