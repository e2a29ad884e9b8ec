/// What the file sink keeps when the disk fails.
@NullMarked
package dev.weir.tests.file;

import org.jspecify.annotations.NullMarked;
