/// `weir config`, and how commands read the configuration of a gateway.
@NullMarked
package dev.weir.cli.settings;

import org.jspecify.annotations.NullMarked;
