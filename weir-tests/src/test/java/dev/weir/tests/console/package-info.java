/// The console, as a person sees it in a browser.
@NullMarked
package dev.weir.tests.console;

import org.jspecify.annotations.NullMarked;
