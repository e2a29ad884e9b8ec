/// Messages in files: kahego's frames or lines of JSON, one open file for each topic.
///
/// Start with [FileSink]; a [Series] is what one topic has open, a [Shelf] its files on the disk.
/// [Frames] reads them again. The lane's thread owns everything but [Frames].
@NullMarked
package dev.weir.sink.file;

import org.jspecify.annotations.NullMarked;
