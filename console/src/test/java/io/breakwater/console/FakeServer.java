package io.breakwater.console;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server for the page under test: the console's files and an API of fixtures. Times in fixtures
 * are durations from now, as {@code ${-PT4M}}.
 */
final class FakeServer implements AutoCloseable {
  private static final Pattern TIME = Pattern.compile("\\$\\{([^}]+)}");

  /** What the page posted. */
  record Posted(String path, JsonObject body) {}

  /** An answer that is not the usual one. */
  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Instant start;
  private final Map<String, List<OutputStream>> feeds = new ConcurrentHashMap<>();
  private final Map<String, Answer> instead = new ConcurrentHashMap<>();
  private final List<Posted> posts = new CopyOnWriteArrayList<>();

  FakeServer(Clock clock) throws IOException {
    start = clock.instant();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Posted> posts() {
    return posts;
  }

  /** Answers requests for a path (below /api/v1) like this from now on. */
  void answer(String path, int status, String body) {
    instead.put("/api/v1" + path, new Answer(status, body));
  }

  /** Answers them as it did at first. */
  void answerAsUsual(String path) {
    instead.remove("/api/v1" + path);
  }

  /** True while a page listens to the feed. */
  boolean hasListener(String path) {
    return !feeds.getOrDefault("/api/v1" + path, List.of()).isEmpty();
  }

  /** Sends an event to every listener of a feed. */
  void push(String path, String event, String id, String data) {
    String text =
        "event: %s\nid: %s\ndata: %s\n\n".formatted(event, id, at(data).replace("\n", ""));
    for (OutputStream out : feeds.getOrDefault("/api/v1" + path, List.of())) {
      try {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  JsonElement fixture(String name) {
    return JsonParser.parseString(text(name));
  }

  private String text(String name) {
    try (InputStream in = FakeServer.class.getResourceAsStream("/api/" + name)) {
      return at(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String at(String template) {
    return TIME.matcher(template)
        .replaceAll(
            m -> Matcher.quoteReplacement(start.plus(Duration.parse(m.group(1))).toString()));
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Answer other = instead.get(path);
    if (other != null) {
      send(exchange, other.status(), "application/problem+json", bytes(other.body()));
    } else if (!path.startsWith("/api/")) {
      file(exchange, path);
    } else if (exchange.getRequestMethod().equals("POST")) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      posts.add(new Posted(path, JsonParser.parseString(body).getAsJsonObject()));
      json(exchange, posted(path));
    } else if (exchange.getRequestMethod().equals("DELETE")) {
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    } else if ("text/event-stream".equals(exchange.getRequestHeaders().getFirst("Accept"))) {
      feed(exchange, path);
    } else {
      get(exchange, path.substring("/api/v1/".length()), query(exchange));
    }
  }

  private JsonElement posted(String path) {
    if (path.endsWith("/session")) {
      return fixture("me-vic.json");
    }
    return switch (path.split("/")[3] + (path.endsWith("/preview") ? "/preview" : "")) {
      case "dead-letters" -> fixture("dead-letter-replay.json");
      case "silences" -> fixture("silences.json").getAsJsonArray().get(0);
      case "silences/preview" -> fixture("silence-preview.json");
      default -> fixture("work-item.json").getAsJsonObject().get("item");
    };
  }

  private void get(HttpExchange exchange, String path, Map<String, String> query)
      throws IOException {
    switch (path.split("/")[0] + (path.contains("/") ? "/…" : "")) {
      case "me" -> json(exchange, fixture("me.json"));
      case "stats" -> json(exchange, fixture("stats.json"));
      case "desks" -> json(exchange, fixture("desks.json"));
      case "work-items" -> json(exchange, workItems(query));
      case "work-items/…" -> json(exchange, fixture("work-item.json"));
      case "dead-letters" -> json(exchange, deadLetters(query));
      case "silences" -> json(exchange, page("silences.json", query, "state"));
      case "dead-letters/…" -> json(exchange, fixture("dead-letter.json"));
      case "incidents" -> json(exchange, incidents(query));
      case "incidents/…" ->
          json(
              exchange,
              fixture(path.endsWith("/report") ? "incident-report.json" : "incident.json"));
      case "flow" -> json(exchange, fixture("flow.json"));
      case "traces/…" -> json(exchange, fixture("trace.json"));
      case "sla/…" -> json(exchange, sla(path.substring("sla/".length()), query));
      case "notifications" -> json(exchange, JsonParser.parseString("{\"items\":[]}"));
      default ->
          send(exchange, 404, "application/problem+json", bytes("{\"detail\":\"Nothing.\"}"));
    }
  }

  private JsonObject workItems(Map<String, String> query) {
    JsonArray items = new JsonArray();
    for (JsonElement item : fixture("work-items.json").getAsJsonArray()) {
      String state = item.getAsJsonObject().get("state").getAsString();
      String wanted = query.getOrDefault("state", "");
      boolean listed =
          wanted.isEmpty()
              || (wanted.equals("open") ? !state.equals("RESOLVED") : wanted.equals(state));
      if (listed
          && has(item, "desk", query)
          && item.toString().toLowerCase().contains(query.getOrDefault("q", "").toLowerCase())) {
        items.add(item);
      }
    }
    JsonObject page = new JsonObject();
    if (query.containsKey("cursor")) {
      page.add("items", slice(items, 10, items.size()));
    } else {
      page.add("items", slice(items, 0, 10));
      if (items.size() > 10) {
        page.addProperty("next_cursor", "after-ten");
      }
    }
    return page;
  }

  private JsonObject deadLetters(Map<String, String> query) {
    return page("dead-letters.json", query, "state", "code", "source");
  }

  private JsonObject incidents(Map<String, String> query) {
    return page("incidents.json", query, "state", "priority", "q");
  }

  /** The rows of a fixture that contain what each parameter asks for, upper or lower case. */
  private JsonObject page(String name, Map<String, String> query, String... parameters) {
    JsonArray items = new JsonArray();
    for (JsonElement row : fixture(name).getAsJsonArray()) {
      String text = row.toString().toLowerCase();
      if (Stream.of(parameters)
          .allMatch(p -> text.contains(query.getOrDefault(p, "").toLowerCase()))) {
        items.add(row);
      }
    }
    JsonObject page = new JsonObject();
    page.add("items", items);
    return page;
  }

  private JsonElement sla(String path, Map<String, String> query) {
    if (path.equals("desks")) {
      return fixture("sla-desks.json");
    } else if (path.equals("report/desks")) {
      return fixture("sla-report-desks.json");
    } else if (path.equals("clocks")) {
      return clocks(query);
    }
    JsonObject ofItem = new JsonObject();
    ofItem.add(
        "clocks", clocks(Map.of("work_item_id", path.substring("items/".length()))).get("items"));
    return ofItem;
  }

  private JsonObject clocks(Map<String, String> query) {
    JsonArray clocks = new JsonArray();
    for (JsonElement clock : fixture("sla-clocks.json").getAsJsonObject().getAsJsonArray("items")) {
      if (has(clock, "work_item_id", query)
          && has(clock, "desk", query)
          && clock.toString().toLowerCase().contains(query.getOrDefault("state", ""))) {
        clocks.add(clock);
      }
    }
    JsonObject page = new JsonObject();
    page.add("items", clocks);
    return page;
  }

  private static boolean has(JsonElement row, String field, Map<String, String> query) {
    String wanted = query.get(field);
    return wanted == null || row.getAsJsonObject().get(field).getAsString().equals(wanted);
  }

  private static JsonArray slice(JsonArray all, int from, int to) {
    JsonArray part = new JsonArray();
    for (int i = from; i < Math.min(to, all.size()); i++) {
      part.add(all.get(i));
    }
    return part;
  }

  private void feed(HttpExchange exchange, String path) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.write(bytes("event: ready\nid: 1\ndata: {}\n\n"));
    out.flush();
    List<OutputStream> listeners = feeds.computeIfAbsent(path, p -> new CopyOnWriteArrayList<>());
    listeners.add(out);
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listeners.remove(out);
    }
  }

  private static void file(HttpExchange exchange, String path) throws IOException {
    var file = ConsoleFiles.find(path);
    if (file.isEmpty()) {
      send(exchange, 404, "text/plain", bytes("Nothing here."));
      return;
    }
    ConsoleFiles.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    send(exchange, 200, file.get().contentType(), file.get().body());
  }

  private static void json(HttpExchange exchange, JsonElement value) throws IOException {
    send(exchange, 200, "application/json", bytes(value.toString()));
  }

  private static void send(HttpExchange exchange, int status, String contentType, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new LinkedHashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        String[] parts = pair.split("=", 2);
        query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
