package io.breakwater.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page's pure modules, called one by one in the browser that runs them. */
class ConsoleModulesIT {
  private static Browser browser;
  private static FakeServer server;
  private static Page page;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start();
    server = new FakeServer(Clock.systemUTC());
    page = browser.chromium().newPage();
    page.navigate(server.url() + "/favicon.svg");
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
      server.close();
    }
  }

  private static Object call(String module, String expression) {
    return page.evaluate(
        "async () => { const m = await import('/%s'); return %s; }".formatted(module, expression));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "59_999, 59 s",
    "60_000, 1 min",
    "3_599_999, 59 min",
    "3_600_000, 1 h 00 min",
    "-7_500_000, 2 h 05 min",
    "86_400_000, 1 d 0 h",
    "183_600_000, 2 d 3 h"
  })
  void durationsShowTheirTwoLargestUnits(String ms, String shown) {
    assertThat(call("format.js", "m.duration(%s)".formatted(ms))).isEqualTo(shown);
  }

  @Test
  void aDeadlineIsSeenFromNow() {
    String deadline = "'2026-11-21T10:00:00Z'";
    assertThat(
            call("format.js", "m.timeLeft(%s, Date.parse(%s) - 1)".formatted(deadline, deadline)))
        .isEqualTo("0 s left");
    assertThat(
            call(
                "format.js",
                "m.timeLeft(%s, Date.parse(%s) + 60000)".formatted(deadline, deadline)))
        .isEqualTo("1 min over");
  }

  @Test
  void moneyKeepsItsCurrencysDecimals() {
    assertThat(call("format.js", "m.money(1250000, 'GBP')")).isEqualTo("GBP\u00a01,250,000.00");
    assertThat(call("format.js", "m.money(1250000, 'JPY')")).isEqualTo("JPY\u00a01,250,000");
    assertThat(call("format.js", "m.money(5, 'not a currency')")).isEqualTo("5 not a currency");
    assertThat(call("format.js", "m.money(undefined, 'GBP')")).isEqualTo("");
  }

  @ParameterizedTest
  @CsvSource({
    "#/desks/a%2Fb, a/b, , ",
    "#/items/1, , 1, ",
    "#/desks/x/items/2, x, 2, ",
    "#/traces/t, , , t",
    "#/nonsense, , , ",
    "#/desks/%ZZ, %ZZ, , ",
    "'', , , "
  })
  void aHashIsAPlace(String hash, String desk, String item, String trace) {
    String place = "(p => [p.desk, p.item, p.trace].map(String).join())(m.parse('%s'))";
    assertThat(call("route.js", place.formatted(hash)))
        .isEqualTo(
            String.join(",", String.valueOf(desk), String.valueOf(item), String.valueOf(trace)));
  }

  @ParameterizedTest
  @CsvSource({
    "#/incidents, incidents, ",
    "#/incidents/1, incidents, 1",
    "#/dead-letters/kinesis%3As%2Fshard%401, dead-letters, kinesis:s/shard@1",
    "#/flow, flow, ",
    "#/desks/incidents, , ",
    "#/toString/1, , "
  })
  void aHashIsAPage(String hash, String page, String id) {
    assertThat(
            call(
                "route.js",
                "(p => [p.page, p.id].map(String).join())(m.parse('%s'))".formatted(hash)))
        .isEqualTo(page + "," + id);
  }

  @Test
  void aPageIsAHash() {
    assertThat(call("route.js", "m.hash({page: 'dead-letters', id: 'a/b@1'})"))
        .isEqualTo("#/dead-letters/a%2Fb%401");
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "1023, 1023 B", "2048, 2.0 KiB", "5_242_880, 5.0 MiB"})
  void sizesHaveTheirUnit(String bytes, String shown) {
    assertThat(call("format.js", "m.bytes(%s)".formatted(bytes))).isEqualTo(shown);
  }

  @Test
  void aPlaceIsAHash() {
    assertThat(call("route.js", "m.hash(m.parse('#/desks/a%2Fb%20c/items/9'))"))
        .isEqualTo("#/desks/a%2Fb%20c/items/9");
  }

  @ParameterizedTest
  @CsvSource({
    // what changed | more pages on the server? | ids afterwards
    "b P1 2020 open 2, false, b a c", // more urgent than before: moves up
    "c P3 2020 open 2, false, a b c", // older, but not more urgent
    "d P4 2026 open 1, false, a b c d", // new, at the end
    "d P4 2026 open 1, true, a b c", // new, but on a page that is not loaded
    "d P2 2020 open 1, true, a d b c", // new, on the loaded part
    "a P1 2026 RESOLVED 2, false, b c", // done
    "b P1 2026 open 0, false, a b c" // older than what we have: feeds may repeat
  })
  void aQueueFollowsItsItems(String change, boolean more, String ids) {
    String item =
        "((id, priority, year, state, version) => ({work_item_id: id, priority, version: +version,"
            + " desk: 'd', state: state === 'open' ? 'QUEUED' : state,"
            + " opened_at: year + '-01-01T00:00:00Z'}))";
    String of = item + "(...'%s'.split(' '))";
    assertThat(
            call(
                "queue.js",
                "m.merge([%s, %s, %s], [%s], {desk: 'd', state: 'open', q: ''}, %s).map(i => i.work_item_id).join(' ')"
                    .formatted(
                        of.formatted("a P1 2025 open 1"),
                        of.formatted("b P2 2025 open 1"),
                        of.formatted("c P3 2025 open 1"),
                        of.formatted(change),
                        more)))
        .isEqualTo(ids);
  }

  @Test
  void anItemThatLeftForADeskThatIsNotSeenIsListedNoMore() {
    assertThat(
            call(
                "queue.js",
                "m.merge([{work_item_id: 'a', version: 1}],"
                    + " [{work_item_id: 'a', desk: 'north', version: 2, left: true}], {}, false).length"))
        .isEqualTo(0);
  }
}
