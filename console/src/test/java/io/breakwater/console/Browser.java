package io.breakwater.console;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of the machine, driven by Playwright; nothing is downloaded. */
final class Browser implements AutoCloseable {
  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  /** Starts it; without Chromium the test is skipped, but in CI (variable {@code CI}) it fails. */
  static Browser start() {
    Optional<Path> executable = executable();
    if (executable.isEmpty() && System.getenv("CI") == null) {
      Assumptions.abort(
          "Chromium is not installed, so the page is not tested: install package chromium, or set"
              + " BREAKWATER_CHROMIUM to its path.");
    }
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Browser(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable.orElseThrow())
                    .setArgs(List.of("--no-sandbox"))));
  }

  com.microsoft.playwright.Browser chromium() {
    return chromium;
  }

  private static Optional<Path> executable() {
    return Stream.of(
            System.getenv("BREAKWATER_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser")
        .filter(path -> path != null && !path.isBlank())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    playwright.close();
  }
}
