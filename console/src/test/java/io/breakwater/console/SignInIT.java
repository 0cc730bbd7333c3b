package io.breakwater.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has no cookie is asked for a token; who has signed in sees what their roles let them do. */
class SignInIT {
  private static final String UNKNOWN =
      "{\"status\":401,\"title\":\"Unauthorized\",\"detail\":\"This token is not known.\"}";
  private static Browser browser;

  private FakeServer server;
  private Page page;

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
  void open() throws Exception {
    server = new FakeServer(Clock.systemUTC());
    server.answer("/me", 401, UNKNOWN);
    page = browser.chromium().newPage();
  }

  @AfterEach
  void close() {
    page.close();
    server.close();
  }

  @Test
  void aTokenSignsInAndSigningOutAsksForOneAgain() {
    page.navigate(server.url() + "/#/desks/settlements");
    assertThat(page.locator("bw-sign-in")).containsText("Your token");
    assertThat(page.locator("bw-work-queue")).hasCount(0);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "sign-in.png")));

    server.answer("/session", 401, UNKNOWN);
    signIn("guessed");
    assertThat(page.locator("bw-sign-in [role=alert]")).containsText("This token is not known.");
    assertThat(page.locator("#token")).hasValue("");

    server.answerAsUsual("/session");
    signIn(" bw_secret ");
    assertThat(page.locator(".who")).containsText("vic");
    assertThat(page.locator("#operator")).hasCount(0);
    assertThat(page.locator("bw-work-queue tbody tr").first()).isVisible();
    assertThat(server.posts().get(0).body().toString()).isEqualTo("{\"token\":\"bw_secret\"}");

    page.getByText("Sign out").click();
    assertThat(page.locator("bw-sign-in")).isVisible();
  }

  @Test
  void aTokenThatEndsMeanwhileAsksForAnother() {
    signInAt("#/desks/settlements");
    server.answer("/stats", 401, UNKNOWN);
    assertThat(page.locator("bw-sign-in")).isVisible();
  }

  @Test
  void onlyWhatTheRolesAllowIsOffered() {
    JsonObject item =
        server.fixture("work-item.json").getAsJsonObject().get("item").getAsJsonObject();
    assertThat(item.get("desk").getAsString()).isEqualTo("settlements");
    signInAt("#/desks/settlements/items/" + item.get("work_item_id").getAsString());
    Locator actions = page.locator("bw-item-actions");
    assertThat(actions).containsText("Resolve…");
    page.getByText("More actions").click();
    assertThat(actions).containsText("Escalate…");
    assertThat(actions).not().containsText("Assign…");
    assertThat(actions).not().containsText("Transfer…");
  }

  private void signInAt(String hash) {
    page.navigate(server.url() + "/" + hash);
    signIn("bw_secret");
    assertThat(page.locator(".who")).containsText("vic");
  }

  private void signIn(String token) {
    page.fill("#token", token);
    page.locator("bw-sign-in button").click();
  }
}
