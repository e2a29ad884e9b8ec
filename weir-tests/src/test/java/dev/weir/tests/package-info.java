/// What the suites share.
@NullMarked
package dev.weir.tests;

import org.jspecify.annotations.NullMarked;
