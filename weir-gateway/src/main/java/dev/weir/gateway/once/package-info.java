/// Requests that bring an `Idempotency-Key` are carried out once: who sends one again hears what
/// came of it the first time.
///
/// Start with [Once]. [Keys] knows which keys are in hand and which are done, [KeyLog] keeps those
/// that are done over a restart.
@NullMarked
package dev.weir.gateway.once;

import org.jspecify.annotations.NullMarked;
