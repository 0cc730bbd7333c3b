package io.breakwater.app.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: ours, from the jar's manifest, and the JVM's. */
public final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"breakwater " + ours() + " (Java " + Runtime.version() + ")"};
  }

  /** The version in the jar's manifest, or {@code unpackaged} when classes run from a folder. */
  public static String ours() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
