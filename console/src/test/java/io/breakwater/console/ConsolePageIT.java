package io.breakwater.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser against an API of fixtures. */
class ConsolePageIT {
  private static final String CHANGES = "/work-items/changes";
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
    page.onRequest(
        request -> {
          if (!request.url().startsWith(server.url())) {
            complaints.add("request to another origin: " + request.url());
          }
        });
  }

  private void visit(String hash) {
    page.navigate(server.url() + "/" + hash);
  }

  private Locator rows() {
    return page.locator("bw-work-queue tbody tr");
  }

  private void type(String name) {
    page.fill("#operator", name);
    page.locator("#operator").blur();
  }

  @Test
  void showsDesksTheFullestDesksQueueAndTheFigures() {
    visit("");

    assertThat(page.locator(".desks li").first()).containsText("settlements");
    assertThat(page.locator(".desks li").first()).containsText("214 queued");
    assertThat(page.locator(".desks li").first()).containsText("4 at risk");
    assertThat(page.locator(".desks li").first()).containsText("2 breached");
    assertThat(rows()).hasCount(10);
    assertThat(rows().first()).containsText("SETT-20261121-000377");
    assertThat(rows().nth(1)).containsText("6 min over");
    assertThat(rows().nth(2)).containsText("amara");
    assertThat(page.locator(".figures")).containsText("148,213");
    assertThat(page.locator(".connection")).hasText("Live");
    assertThat(complaints).isEmpty();
  }

  @Test
  void showsHowSlasAreKeptOnEachDesk() {
    visit("");
    page.getByText("SLA report").click();

    Locator lines = page.locator("bw-sla-report tbody tr");
    assertThat(lines).hasCount(2);
    assertThat(lines.first()).containsText("settlements");
    assertThat(lines.first()).containsText("1,940");
    assertThat(lines.first()).containsText("97.0%");
    assertThat(lines.nth(1)).containsText("–");
    lines.first().getByText("settlements").click();
    assertThat(rows()).hasCount(10);
    assertThat(complaints).isEmpty();
  }

  @Test
  void pagesByCursorAndFiltersOnTheServer() {
    visit("#/desks/settlements");
    page.getByText("Show more").click();
    assertThat(rows()).hasCount(13);
    // Nothing that producers write is ever markup.
    assertThat(rows().nth(11)).containsText("<img src=x onerror=alert(1)>");

    page.keyboard().press("/");
    page.keyboard().type("late-matching");
    assertThat(rows()).hasCount(3);

    page.fill("#filter", "no such thing");
    assertThat(page.locator("bw-work-queue")).containsText("No work item here matches");
    page.fill("#filter", "");
    page.selectOption("bw-work-queue select", "RESOLVED");
    assertThat(rows()).hasCount(1);
    assertThat(complaints).isEmpty();
  }

  @Test
  void changesArriveAsTheyHappen() {
    visit("#/desks/settlements");
    assertThat(rows()).hasCount(10);
    await().until(() -> server.hasListener(CHANGES));

    JsonObject item = item();
    item.addProperty("work_item_id", "0".repeat(32));
    item.addProperty("exception_id", "SETT-NEW");
    item.addProperty("score", 100);
    item.addProperty("opened_at", "2020-01-01T00:00:00Z");
    server.push(CHANGES, "work-item", "2", item.toString());
    assertThat(rows().first()).containsText("SETT-NEW");

    item.addProperty("state", "RESOLVED");
    item.addProperty("version", 4);
    server.push(CHANGES, "work-item", "3", item.toString());
    assertThat(rows().first()).containsText("SETT-20261121-000377");
    assertThat(complaints).isEmpty();
  }

  @Test
  void anItemsUrlShowsEverythingAboutIt() {
    visit("#/items/" + item().get("work_item_id").getAsString());
    Locator detail = page.locator("bw-item-detail");

    assertThat(detail).containsText("SETT-20261121-000417");
    assertThat(detail).containsText("GBP 1,250,000.00".replace(' ', '\u00a0'));
    assertThat(detail).containsText("ACME-CLEARING");
    assertThat(detail).containsText("silence sil_8f0c21d94e77, release of the payment engine");
    assertThat(detail.locator(".clocks li")).hasCount(2);
    assertThat(detail.locator(".clocks li").first()).containsText("Acknowledge");
    assertThat(detail).containsText("watched-counterparty");
    assertThat(detail).containsText("+20");
    assertThat(detail.locator(".candidates li")).hasCount(2);
    assertThat(detail.locator(".timeline li")).hasCount(3);
    assertThat(detail.locator(".timeline li").last()).containsText("Opened on settlements");
    // its desk is chosen though the URL does not name it
    assertThat(page.locator("#queue-title")).hasText("settlements");

    detail.getByText("Show every hop").click();
    assertThat(detail.locator(".hops li")).hasCount(5);
    assertThat(detail.locator(".hops li").last()).containsText("+41 ms");

    page.keyboard().press("Escape");
    assertThat(detail).hasCount(0);
    assertThat(complaints).isEmpty();
  }

  @Test
  void operatorsActAndASecondOneIsToldWhy() {
    JsonObject item = item();
    String id = item.get("work_item_id").getAsString();
    visit("#/desks/settlements/items/" + id);
    assertThat(page.locator("#operator")).hasValue("root");
    type("");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Acknowledge")).click();
    assertThat(page.locator("bw-item-actions [role=alert]")).containsText("Say who you are first");

    type("hana");
    page.getByText("Assign…").click();
    page.fill("bw-item-actions [name=assignee]", "bjorn");
    page.locator("bw-item-actions form button").click();
    await().until(() -> server.posts().size() == 1);
    assertThat(server.posts().get(0).path()).endsWith(id + "/assign");
    assertThat(server.posts().get(0).body().toString())
        .isEqualTo("{\"by\":\"hana\",\"assignee\":\"bjorn\",\"expected_version\":3}");

    server.answer(
        "/work-items/" + id + "/resolve",
        409,
        "{\"title\":\"Conflict\",\"detail\":\"Work item is RESOLVED (upstream) already.\"}");
    page.getByText("Resolve…").click();
    page.fill("bw-item-actions [name=note]", "Securities borrowed");
    page.locator("bw-item-actions form button").click();
    assertThat(page.locator("bw-item-actions [role=alert]"))
        .hasText("Work item is RESOLVED (upstream) already.");
  }

  @Test
  void aConflictSaysWhatChangedAndTheOtherOperationsAskForWhatTheyNeed() {
    String id = item().get("work_item_id").getAsString();
    visit("#/desks/settlements/items/" + id);
    type("hana");
    server.answer(
        "/work-items/" + id + "/start",
        409,
        "{\"detail\":\"Work item is at version 4, not 3.\",\"changes\":[{\"sequence\":4,"
            + "\"event\":{\"type\":\"assigned\",\"assignee\":\"bjorn\",\"reason\":\"claimed\","
            + "\"by\":\"bjorn\"}}]}");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start")).click();
    assertThat(page.locator("bw-item-actions [role=alert]"))
        .containsText("#4 Assigned to bjorn: claimed by bjorn");

    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("More actions")).click();
    page.getByText("Wait…").click();
    page.fill("bw-item-actions [name=reason]", "the counterparty");
    page.check("bw-item-actions [name=pauses_sla]");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "item-wait.png")));
    page.locator("bw-item-actions form button").click();
    await().until(() -> server.posts().size() == 1);
    assertThat(server.posts().get(0).path()).endsWith(id + "/wait");
    assertThat(server.posts().get(0).body().toString())
        .isEqualTo(
            "{\"by\":\"hana\",\"reason\":\"the counterparty\",\"pauses_sla\":true,"
                + "\"expected_version\":3}");

    page.getByText("Transfer…").click();
    assertThat(page.locator("bw-item-actions select option", new Page.LocatorOptions()).first())
        .not()
        .hasText("settlements");
    page.getByText("Tag…").click();
    page.fill("bw-item-actions [name=tags]", "vip, month-end");
    page.locator("bw-item-actions form button").click();
    await().until(() -> server.posts().size() == 2);
    assertThat(server.posts().get(1).body().get("tags").toString())
        .isEqualTo("[\"vip\",\"month-end\"]");
  }

  @Test
  void whoDidTheLastThingMayUndoItAndSomebodyElseApprovesWhatNeedsTwo() {
    JsonObject whole = server.fixture("work-item.json").getAsJsonObject();
    JsonObject item = whole.getAsJsonObject("item");
    item.add(
        "approval",
        JsonParser.parseString(
            "{\"operation\":{\"type\":\"close\"},\"requested_by\":\"hana\","
                + "\"expires_at\":\"2036-01-01T00:00:00Z\"}"));
    JsonArray history = whole.getAsJsonArray("history");
    JsonObject last = history.get(history.size() - 1).getAsJsonObject();
    last.addProperty("recorded_at", Instant.now().toString());
    last.getAsJsonObject("event").addProperty("by", "hana");
    last.getAsJsonObject("event").addProperty("occurred_at", Instant.now().toString());
    String id = item.get("work_item_id").getAsString();
    server.answer("/work-items/" + id, 200, whole.toString());
    visit("#/desks/settlements/items/" + id);
    Locator actions = page.locator("bw-item-actions");
    assertThat(actions).containsText("hana wants to close this");

    type("hana");
    assertThat(actions.getByText("Undo")).isVisible();
    assertThat(actions.getByText("Approve")).hasCount(0);
    type("bo");
    assertThat(actions.getByText("Undo")).hasCount(0);
    actions.getByText("Approve").click();
    await().until(() -> server.posts().size() == 1);
    assertThat(server.posts().get(0).path()).endsWith(id + "/approve");
    assertThat(complaints).isEmpty();
  }

  @Test
  void notificationsAppearOncePerIdWithTheirLatestStatus() {
    visit("#/desks/settlements");
    await().until(() -> server.hasListener("/notifications"));
    String id = item().get("work_item_id").getAsString();
    String notification =
        """
        {"id":"n1","work_item_id":"%s","step":"urgent/acknowledge/at-risk:1","channel":"console",
         "recipient":"settlements","subject":"P1 on settlements is at risk","desk":"settlements",
         "priority":"P1","status":"%s","attempts":1,"created_at":"${-PT1S}"}""";
    server.push("/notifications", "notification", "1", notification.formatted(id, "PENDING"));
    assertThat(page.locator(".feed li")).containsText("Pending");
    server.push("/notifications", "notification", "2", notification.formatted(id, "SENT"));
    assertThat(page.locator(".feed li")).containsText("Sent");
    assertThat(page.locator(".feed li")).hasCount(1);

    page.locator(".feed a").click();
    assertThat(page.locator("bw-item-detail")).containsText("SETT-20261121-000417");
  }

  @Test
  void whatFailsIsSaidAndTriedAgain() {
    server.answer("/work-items", 503, "{\"detail\":\"PostgreSQL is away.\",\"trace_id\":\"abc\"}");
    server.answer(CHANGES, 503, "{}");
    visit("#/desks/settlements");
    assertThat(page.locator("bw-work-queue [role=alert]")).containsText("PostgreSQL is away.");
    assertThat(page.locator("bw-work-queue [role=alert]")).containsText("trace abc");
    assertThat(page.locator(".connection")).hasText("Polling");

    server.close();
    assertThat(page.locator(".connection")).hasText("Offline");
    assertThat(page.locator("nav")).containsText("Not up to date");
  }

  @Test
  void theKeyboardIsEnough() {
    visit("#/desks/settlements");
    assertThat(rows()).hasCount(10);
    rows().first().locator("a").focus();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("j");
    page.keyboard().press("ArrowUp");
    assertThat(rows().nth(1).locator("a")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile("#/desks/settlements/items/[0-9a-f]{32}$"));
    assertThat(rows().nth(1)).hasClass("chosen");
  }

  /** Pictures for people, in {@code target/screenshots}; that nothing is wider than the window. */
  @ParameterizedTest
  @CsvSource({"1440, 900, LIGHT", "1440, 900, DARK", "1024, 768, LIGHT", "390, 844, DARK"})
  void fitsTheWindow(int width, int height, ColorScheme scheme) {
    open(width, height, scheme);
    visit("#/desks/settlements");
    assertThat(rows()).hasCount(10);
    picture("queue", width, scheme);
    visit("#/desks/settlements/items/" + item().get("work_item_id").getAsString());
    assertThat(page.locator(".timeline li")).hasCount(3);
    picture("item", width, scheme);
    Object overflow =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(((Number) overflow).intValue()).isZero();
    assertThat(complaints).isEmpty();
  }

  private void picture(String name, int width, ColorScheme scheme) {
    String file = "%s-%d-%s.png".formatted(name, width, scheme.name().toLowerCase());
    page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", file)));
  }

  private JsonObject item() {
    return server.fixture("work-item.json").getAsJsonObject().getAsJsonObject("item");
  }
}
