/// What the console shows live: channels that are looked at about once a second, and one stream of
/// server-sent events that tells a browser tab what those it named have seen.
///
/// Start with [Channel], which is what a part of the API makes; [Streams] is where it goes.
@NullMarked
package dev.weir.gateway.api.stream;

import org.jspecify.annotations.NullMarked;
