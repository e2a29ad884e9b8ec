/// `/healthz`: the process lives. `/readyz`: it takes messages in, or what keeps it from that.
@NullMarked
package dev.weir.gateway.health;

import org.jspecify.annotations.NullMarked;
