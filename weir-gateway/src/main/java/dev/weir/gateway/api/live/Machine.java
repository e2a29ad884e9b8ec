package dev.weir.gateway.api.live;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// What the process takes of its machine.
///
/// @param cpuNanos that it has used so far
record Machine(long cpuNanos, Room heap) {
  static Machine now() {
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    var system = ManagementFactory.getOperatingSystemMXBean();
    var cpu = system instanceof OperatingSystemMXBean known ? known.getProcessCpuTime() : 0;
    return new Machine(cpu, new Room(heap.getUsed(), Math.max(heap.getMax(), 0)));
  }

  /// Files and sockets that are open. The system counts them one by one, so this is not for often.
  static Room files() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? new Room(unix.getOpenFileDescriptorCount(), unix.getMaxFileDescriptorCount())
        : new Room(0, 0);
  }
}
