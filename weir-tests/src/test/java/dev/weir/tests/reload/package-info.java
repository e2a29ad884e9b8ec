/// Other settings for a gateway that runs.
@NullMarked
package dev.weir.tests.reload;

import org.jspecify.annotations.NullMarked;
