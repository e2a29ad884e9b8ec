/// `/admin/`: what an operator asks of a running gateway. Start with [Admin].
@NullMarked
package dev.weir.gateway.admin;

import org.jspecify.annotations.NullMarked;
