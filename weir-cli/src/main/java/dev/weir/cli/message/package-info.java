/// Messages as text and as bytes: what is printed, and what files hold.
@NullMarked
package dev.weir.cli.message;

import org.jspecify.annotations.NullMarked;
