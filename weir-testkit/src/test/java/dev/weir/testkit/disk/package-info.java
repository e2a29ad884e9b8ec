/// Each fault of a [FaultyDisk], shown by code that knows only `Files` and `FileChannel`.
@NullMarked
package dev.weir.testkit.disk;

import org.jspecify.annotations.NullMarked;
