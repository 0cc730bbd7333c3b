package io.breakwater.app.policy.backtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipFile;

/**
 * The same question by brute force: the file's rows, the two policies as plain conditions, and the
 * city's clock by hand. Uses nothing of Breakwater.
 */
final class BostonRecount {
  private static final ZoneId BOSTON = ZoneId.of("America/New_York");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final String POTHOLE = "Request for Pothole Repair";
  private static final Set<String> HAZARDS = Set.of(POTHOLE, "Sidewalk Repair (Make Safe)");
  private static final Set<String> ONE_DAY = Set.of("Traffic Signal Repair", "Tree Emergencies");
  private static final Set<String> TWO_DAYS =
      Set.of(
          POTHOLE,
          "Sidewalk Repair (Make Safe)",
          "Sticker Request",
          "Missed Trash/Recycling/Yard Waste/Bulk Item",
          "Schedule a Bulk Item Pickup");

  private final Map<String, String> moved = new TreeMap<>();
  private final Map<String, String> reprioritised = new TreeMap<>();
  private final List<String> gained = new ArrayList<>();
  private final List<long[]> openOnWatch = new ArrayList<>();
  private long requests;
  private long before;
  private long after;

  static BostonRecount of(Path zip) throws IOException {
    BostonRecount recount = new BostonRecount();
    List<Map<String, String>> rows = rows(zip);
    long end = Long.MIN_VALUE;
    for (Map<String, String> row : rows) {
      end = Math.max(end, Math.max(at(row.get("open_dt")), at(row.get("closed_dt"))));
    }
    for (Map<String, String> row : rows) {
      recount.count(row, end);
    }
    recount.gained.sort(Comparator.naturalOrder());
    return recount;
  }

  private void count(Map<String, String> row, long end) {
    requests++;
    String id = row.get("case_enquiry_id").strip();
    String type = row.get("type").strip();
    long opened = at(row.get("open_dt"));
    long closed = row.get("closed_dt").isBlank() ? Long.MAX_VALUE : at(row.get("closed_dt"));
    if (type.equals("Tree Emergencies") && row.get("ward").strip().equals("Ward 18")) {
      String queue = row.get("queue").strip();
      moved.put(id, (queue.isEmpty() ? "intake" : queue) + " > tree-watch");
      openOnWatch.add(new long[] {opened, 1});
      openOnWatch.add(new long[] {closed, -1});
    }
    if (HAZARDS.contains(type)) {
      reprioritised.put(id, "P2 > P1");
    }
    int daysBefore = ONE_DAY.contains(type) ? 1 : TWO_DAYS.contains(type) ? 2 : 0;
    int daysAfter = type.equals(POTHOLE) ? 1 : daysBefore;
    if (daysBefore == 0) {
      return;
    }
    boolean lateBefore = isLate(row.get("open_dt"), daysBefore, closed, end);
    boolean lateAfter = isLate(row.get("open_dt"), daysAfter, closed, end);
    before += lateBefore ? 1 : 0;
    after += lateAfter ? 1 : 0;
    if (lateAfter && !lateBefore) {
      gained.add(id);
    }
  }

  private static boolean isLate(String opened, int days, long closed, long end) {
    LocalDateTime due = LocalDateTime.parse(opened.strip(), TIME);
    if (due.getDayOfWeek() == DayOfWeek.SATURDAY || due.getDayOfWeek() == DayOfWeek.SUNDAY) {
      due = nextBusinessDay(due);
    }
    if (!due.toLocalTime().isBefore(LocalTime.of(17, 0))) {
      due = nextBusinessDay(due).with(LocalTime.of(8, 30));
    }
    for (int day = 0; day < days; day++) {
      due = nextBusinessDay(due);
    }
    return Math.min(closed, end) > due.atZone(BOSTON).toEpochSecond();
  }

  private static LocalDateTime nextBusinessDay(LocalDateTime from) {
    LocalDateTime next = from.plusDays(1);
    while (next.getDayOfWeek() == DayOfWeek.SATURDAY || next.getDayOfWeek() == DayOfWeek.SUNDAY) {
      next = next.plusDays(1);
    }
    return next;
  }

  private static long at(String local) {
    return local.isBlank()
        ? Long.MIN_VALUE
        : LocalDateTime.parse(local.strip(), TIME).atZone(BOSTON).toEpochSecond();
  }

  long requests() {
    return requests;
  }

  /** By request, from where to where. */
  Map<String, String> moved() {
    return moved;
  }

  Map<String, String> reprioritised() {
    return reprioritised;
  }

  List<String> breachesGained() {
    return gained;
  }

  long breachesBefore() {
    return before;
  }

  long breachesAfter() {
    return after;
  }

  /** The most of those that moved that were open at once. */
  int peakOfMoved() {
    openOnWatch.sort(
        Comparator.<long[]>comparingLong(change -> change[0])
            .thenComparingLong(change -> -change[1]));
    int open = 0;
    int peak = 0;
    for (long[] change : openOnWatch) {
      open += (int) change[1];
      peak = Math.max(peak, open);
    }
    return peak;
  }

  /** RFC 4180 by hand. */
  private static List<Map<String, String>> rows(Path zip) throws IOException {
    String text;
    try (ZipFile file = new ZipFile(zip.toFile())) {
      var entry = file.entries().nextElement();
      text = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          value.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          value.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',' || c == '\n') {
        line.add(value.toString());
        value.setLength(0);
        if (c == '\n') {
          lines.add(line);
          line = new ArrayList<>();
        }
      } else if (c != '\r') {
        value.append(c);
      }
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> each : lines.subList(1, lines.size())) {
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < each.size(); i++) {
        row.put(lines.get(0).get(i).replace("\uFEFF", ""), each.get(i));
      }
      rows.add(row);
    }
    return rows;
  }
}
