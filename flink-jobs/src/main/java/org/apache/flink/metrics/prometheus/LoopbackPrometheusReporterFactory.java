package org.apache.flink.metrics.prometheus;

import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Flink's Prometheus reporter on the loopback interface: its own factory has no option for the
 * address and listens on every one. It stands in Flink's package because the reporter's registry is
 * visible only there.
 */
public final class LoopbackPrometheusReporterFactory implements MetricReporterFactory {

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return new Reporter(Integer.parseInt(properties.getProperty("port")));
  }

  private static final class Reporter extends AbstractPrometheusReporter {
    private final HTTPServer server;

    Reporter(int port) {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      try {
        server = new HTTPServer(address, registry, true);
      } catch (IOException e) {
        throw new UncheckedIOException("Flink's metrics cannot be served at " + address, e);
      }
    }

    @Override
    public void close() {
      server.stop();
      super.close();
    }
  }
}
