package io.breakwater.benchmarks.routing;

import java.nio.file.Files;

public class Try {
  public static void main(String[] a) throws Exception {
    int n = Integer.parseInt(a[0]);
    int items = Integer.parseInt(a[1]);
    try (RoutingMeasurement m = new RoutingMeasurement(Files.createTempDirectory("rb"))) {
      System.out.println("bytes " + m.opened.length + " " + m.updated.length);
      for (int i = 0; i < n; i++) System.out.println(m.round("r" + i, items, items));
    }
    System.exit(0);
  }
}
