package io.breakwater.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.breakwater.app.client.EventSender;
import io.breakwater.app.demo.Demo;
import io.breakwater.app.demo.DemoSettings;
import io.breakwater.domain.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One exception, sent to Kafka, is seen and worked on in the console of a running demo. */
class ConsoleIT {
  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @TempDir static Path dir;

  private final List<String> complaints = new CopyOnWriteArrayList<>();

  @Test
  void anOperatorSeesAnExceptionAcknowledgesItAndFollowsItsTrace() throws Exception {
    Path chromium = chromium();
    try (Demo demo = Demo.start(settings(), Clock.systemUTC());
        Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
      await().atMost(Duration.ofSeconds(90)).until(() -> demo.notReady().isEmpty());
      Page page = page(playwright, chromium);
      page.navigate(demo.url() + "/#/desks/settlements");
      assertThat(page.locator(".connection")).containsText("Live", SOON);

      send(demo);

      Locator row = page.locator("bw-work-queue tbody tr").first();
      assertThat(row).containsText("T-4711", SOON);
      assertThat(row).containsText("P1");
      assertThat(row).containsText("left", SOON); // its SLA clock runs
      assertThat(page.locator(".feed li").first()).containsText("settlements", SOON);
      row.locator("a").click();

      Locator item = page.locator("bw-item-detail");
      assertThat(item).containsText("large-amount", SOON);
      assertThat(item.locator(".candidates")).containsText("settlements");
      page.fill("#operator", "amara");
      page.locator("#operator").blur();
      item.getByText("Acknowledge", new Locator.GetByTextOptions().setExact(true)).first().click();
      assertThat(item.locator(".timeline li").first()).containsText("Acknowledged", SOON);
      assertThat(row).containsText("Acknowledged", SOON);

      await().atMost(Duration.ofSeconds(30)).until(() -> hops(page) >= 4);
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "demo.png")));
    }
    assertThat(complaints).isEmpty();
  }

  /** How many hops the trace's own page shows; the ledger follows the topics a moment behind. */
  private int hops(Page page) {
    page.evaluate("trace => { location.hash = '#/desks/settlements/traces/' + trace; }", TRACE);
    Locator again = page.getByText("Look again");
    if (again.count() > 0) {
      again.click();
    }
    return page.locator(".hops li").count();
  }

  private static void send(Demo demo) {
    String event =
        """
        {"exception_id": "T-4711", "source_id": "ledger-a", "type": "settlement.fail",
         "severity": "HIGH", "occurred_at": "%s", "amount": 30000000, "currency": "EUR",
         "attributes": {"counterparty": "NORTHBANK"}}"""
            .formatted(Clock.systemUTC().instant());
    try (EventSender sender =
        new EventSender(demo.bootstrapServers(), Topics.DEFAULT.exceptions())) {
      sender.send(
          "9:ledger-a/T-4711".getBytes(StandardCharsets.UTF_8),
          event.getBytes(StandardCharsets.UTF_8),
          Map.of("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));
      sender.flush();
    }
  }

  private Page page(Playwright playwright, Path chromium) {
    Page page =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(List.of("--no-sandbox")))
            .newPage();
    page.setViewportSize(1440, 900);
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            complaints.add(message.text());
          }
        });
    return page;
  }

  private static DemoSettings settings() {
    return new DemoSettings(dir, 0, 0, 0, Optional.empty(), true, OptionalDouble.empty(), 1);
  }

  /** Without Chromium the test is skipped, but in CI (variable {@code CI}) it fails. */
  private static Path chromium() {
    String named = System.getenv("BREAKWATER_CHROMIUM");
    Path path = Path.of(named == null ? "/usr/bin/chromium" : named);
    if (System.getenv("CI") == null) {
      Assumptions.assumeTrue(
          Files.isExecutable(path),
          "Chromium is not installed: install package chromium, or set BREAKWATER_CHROMIUM.");
    }
    return path;
  }
}
