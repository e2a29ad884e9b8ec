/// `/healthz`: the process lives. `/readyz`: it can deliver, or what keeps it from that.
@NullMarked
package dev.weir.gateway.health;

import org.jspecify.annotations.NullMarked;
