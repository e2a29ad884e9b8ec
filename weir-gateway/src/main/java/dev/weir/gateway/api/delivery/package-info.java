/// What becomes of messages: sinks and their breakers, what waits in their logs and why, dead
/// letters, rates, and the settings that are read again. Start with [DeliveryRoutes].
@NullMarked
package dev.weir.gateway.api.delivery;

import org.jspecify.annotations.NullMarked;
