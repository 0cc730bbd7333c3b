package io.breakwater.benchmarks.scoring;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process has used of the processors by a moment: unlike a rate, it hardly depends on
 * what else the machine does.
 *
 * @param nanos since the process began
 */
record CpuTime(long nanos) {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  static CpuTime now() {
    return new CpuTime(SYSTEM.getProcessCpuTime());
  }

  /** Microseconds used since then. */
  double microsSince() {
    return (now().nanos - nanos) / 1e3;
  }
}
