package dev.weir.testkit.disk;

import java.nio.file.Path;

/// The control of [OrdinaryFilesTest]: what it expects is what the JDK does.
class RealDiskTest extends OrdinaryFilesTest {
  @Override
  Path directoryOn(Path temporary) {
    return temporary;
  }
}
