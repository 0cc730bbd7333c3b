package io.breakwater.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages beside the work, incidents, dead letters and flow, in a real browser. */
class ConsolePagesIT {
  private static final String LETTER = "breakwater.exceptions-0@17";
  private static Browser browser;

  private FakeServer server;
  private BrowserContext context;
  private Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void startServer() throws Exception {
    server = new FakeServer(Clock.systemUTC());
    open(1440, 900, ColorScheme.LIGHT);
  }

  @AfterEach
  void stopServer() {
    context.close();
    server.close();
  }

  private void open(int width, int height, ColorScheme scheme) {
    if (context != null) {
      context.close();
    }
    context =
        browser
            .chromium()
            .newContext(
                new com.microsoft.playwright.Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setColorScheme(scheme));
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  private void visit(String hash) {
    page.navigate(server.url() + "/" + hash);
  }

  private Locator rows() {
    return page.locator(".rows tbody tr");
  }

  @Test
  void everyPageIsALinkAway() {
    visit("");
    for (String name : List.of("Incidents", "Dead letters", "Silences", "Flow")) {
      page.locator(".pages").getByText(name).click();
      assertThat(page.locator("#queue-title")).hasText(name);
      assertThat(page.locator(".pages [aria-current]")).hasText(name);
    }
    page.locator(".pages").getByText("Work").click();
    assertThat(page.locator("bw-work-queue")).isVisible();
    assertThat(complaints).isEmpty();
  }

  @Test
  void deadLettersAreListedAndFiltered() {
    visit("#/dead-letters");
    assertThat(rows()).hasCount(3);
    // Nothing that producers write is ever markup.
    assertThat(rows().nth(1)).containsText("<img src=x onerror=alert(1)>");
    page.fill("#filter", "trades");
    assertThat(rows()).hasCount(1);
    page.fill("#filter", "");
    page.selectOption("bw-dead-letter-list select", "replayed");
    assertThat(rows()).containsText("Replayed by hana");
    page.fill("#filter-code", "no-such-code");
    assertThat(page.locator("bw-dead-letter-list")).containsText("No dead letter matches");
    assertThat(complaints).isEmpty();
  }

  @Test
  void aDeadLetterIsCorrectedAndSentAgainUnderTheOperatorsName() {
    visit("#/dead-letters");
    rows().first().locator("a").click();
    Locator detail = page.locator("bw-dead-letter-detail");
    assertThat(detail).containsText("Required fields are missing: type");
    assertThat(detail.locator("pre")).containsText("PAY-77");
    Locator send =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send again"));
    page.fill("#operator", "");
    page.locator("#operator").blur();
    send.click();
    assertThat(detail.locator("[role=alert]")).containsText("Say who you are first");

    page.fill("#operator", "hana");
    page.locator("#operator").blur();
    send.click();
    await().until(() -> server.posts().size() == 1);
    assertThat(server.posts().get(0).path())
        .isEqualTo("/api/v1/dead-letters/" + LETTER + "/replay");
    assertThat(server.posts().get(0).body().toString()).isEqualTo("{\"by\":\"hana\"}");
    assertThat(detail.locator("[role=status]")).containsText("original trace");

    page.fill("bw-dead-letter-replay textarea", "{\"type\":\"a.b\"}");
    send.click();
    await().until(() -> server.posts().size() == 2);
    assertThat(server.posts().get(1).body().get("payload").getAsString())
        .isEqualTo("{\"type\":\"a.b\"}");

    server.answer(
        "/dead-letters/" + LETTER + "/replay", 422, "{\"detail\":\"source_id is missing.\"}");
    send.click();
    assertThat(detail.locator("[role=alert]")).hasText("source_id is missing.");
    page.locator("bw-dead-letter-detail h2").click();
    page.keyboard().press("Escape");
    assertThat(detail).hasCount(0);
  }

  @Test
  void aSilenceIsPreviewedMadeAndEndedUnderTheOperatorsName() {
    visit("#/silences");
    assertThat(rows()).hasCount(1);
    assertThat(rows()).containsText("release of the payment engine");
    Locator part = page.locator("bw-silence-page");
    page.fill("bw-silence-page input[name=when]", "desk == \"payments\"");
    part.getByText("Preview").click();
    assertThat(part).containsText("Would have quieted 37 items in the last day");
    page.fill("#operator", "");
    page.locator("#operator").blur();
    part.locator("button[name=add]").click();
    assertThat(part).containsText("Say who you are first");

    page.fill("#operator", "ana");
    page.press("#operator", "Enter");
    page.fill("bw-silence-page input[name=reason]", "release");
    part.locator("button[name=add]").click();
    assertThat(part).containsText("Quiet until");
    rows().first().getByRole(AriaRole.BUTTON).click();
    assertThat(part).containsText("sil_8f0c21d94e77 is over");

    assertThat(server.posts())
        .extracting(FakeServer.Posted::path)
        .containsExactly(
            "/api/v1/silences/preview",
            "/api/v1/silences",
            "/api/v1/silences/sil_8f0c21d94e77/end");
    assertThat(server.posts().get(1).body().toString())
        .isEqualTo(
            "{\"when\":\"desk == \\\"payments\\\"\",\"for\":\"PT1H\",\"reason\":\"release\","
                + "\"owner\":\"ana\",\"by\":\"ana\"}");
    assertThat(complaints).isEmpty();
  }

  @Test
  void incidentsSayWhatTheyCompressAndShowTheirMembers() {
    visit("#/incidents");
    assertThat(rows()).hasCount(3);
    assertThat(rows().first()).containsText("web-<b>1</b>");
    assertThat(page.locator(".summary")).containsText("5,040 alerts became 90 incidents, 56.0 : 1");
    page.selectOption("bw-incident-list select >> nth=0", "closed");
    assertThat(rows()).hasCount(1);
    page.selectOption("bw-incident-list select >> nth=0", "");
    rows().first().locator("a").click();
    Locator detail = page.locator("bw-incident-detail");
    assertThat(detail).containsText("brute force");
    assertThat(detail.locator(".timeline li")).hasCount(2);
    assertThat(detail.locator(".timeline li").first()).containsText("1,204 members");
    assertThat(detail).containsText("several-new");
    assertThat(detail.locator("[aria-label=Members] tr")).hasCount(4);
    assertThat(detail).containsText("4 of 1,204 are named here");
    assertThat(detail).containsText("3".repeat(32));
    assertThat(complaints).isEmpty();
  }

  @Test
  void theFlowHasATileForEachJobAndSaysWhatIsMissing() {
    visit("#/flow");
    Locator tiles = page.locator(".tile");
    assertThat(tiles).hasCount(2);
    assertThat(tiles.first()).containsText("1,235/s");
    assertThat(tiles.first()).containsText("6 s");
    assertThat(tiles.first()).containsText("4 s ago");
    assertThat(tiles.first()).containsText("2.0 KiB");
    assertThat(tiles.first().locator(".meter.high")).containsText("92%");
    assertThat(tiles.nth(1)).containsText("ABSENT");
    assertThat(tiles.nth(1)).containsText("no checkpoint has completed");
    assertThat(page.locator(".consumers")).containsText("12 behind");
    server.answer("/flow", 200, "{\"problems\":{\"jobs\":\"Flink does not answer.\"}}");
    assertThat(page.locator("bw-flow-page")).containsText("jobs: Flink does not answer.");
    assertThat(complaints).isEmpty();
  }

  /** Pictures for people, in {@code target/screenshots}; that nothing is wider than the window. */
  @ParameterizedTest
  @CsvSource({"1440, 900, LIGHT", "1440, 900, DARK", "1024, 768, LIGHT", "390, 844, DARK"})
  void fitsTheWindow(int width, int height, ColorScheme scheme) {
    open(width, height, scheme);
    for (String place :
        List.of(
            "incidents",
            "incidents/" + "1".repeat(32),
            "dead-letters",
            "dead-letters/" + LETTER,
            "flow")) {
      visit("#/" + place);
      assertThat(page.locator(place.equals("flow") ? ".tile >> nth=0" : ".rows")).isVisible();
      if (place.contains("/")) {
        assertThat(page.locator("aside .facts >> nth=0")).isVisible();
      }
      String file =
          "%s-%d-%s.png"
              .formatted(place.replaceAll("/.*", "-detail"), width, scheme.name().toLowerCase());
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", file)));
      Object overflow =
          page.evaluate(
              "document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assertThat(((Number) overflow).intValue()).as(place).isZero();
    }
    assertThat(complaints).isEmpty();
  }
}
