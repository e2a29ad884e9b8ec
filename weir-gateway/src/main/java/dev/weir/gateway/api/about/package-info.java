/// What the gateway is: version, ports, settings.
@NullMarked
package dev.weir.gateway.api.about;

import org.jspecify.annotations.NullMarked;
