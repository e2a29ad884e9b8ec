/// A disk that fails on request and forgets what was not forced, for tests of code that stores.
///
/// Start with [FaultyDisk]. The code under test sees an ordinary [java.nio.file.FileSystem]:
///
/// ```
///   Files, FileChannel ──► DiskProvider, DiskChannel ──► Faults   does this call fail?
///                                     │
///                                     ▼
///                                  Volume ──► Directory   its versions since the last force
///                                         └─► StoredFile  its edits since the last force ──► real file
/// ```
@NullMarked
package dev.weir.testkit.disk;

import org.jspecify.annotations.NullMarked;
