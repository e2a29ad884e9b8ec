@NullMarked
package dev.weir.testkit.worker;

import org.jspecify.annotations.NullMarked;
