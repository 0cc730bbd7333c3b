package io.breakwater.ingest.http;

import io.breakwater.domain.trace.TraceContext;
import io.breakwater.ingest.RawEvent;
import io.breakwater.platform.http.Problem;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes a request's body apart into raw events. Says nothing about whether they are valid.
 *
 * <table>
 *   <caption>What is taken</caption>
 *   <tr><td>{@code application/json}, an object</td><td>one bare event or CloudEvent</td></tr>
 *   <tr><td>{@code application/json}, an array</td><td>a batch of those</td></tr>
 *   <tr><td>{@code application/cloudevents+json}</td><td>one structured CloudEvent</td></tr>
 *   <tr><td>{@code application/cloudevents-batch+json}</td><td>a batch of those</td></tr>
 *   <tr><td>any JSON with {@code ce-…} headers</td><td>one binary CloudEvent</td></tr>
 * </table>
 */
public final class RequestReader {
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String CE = "ce-";

  private final int mostEvents;

  public RequestReader(int mostEvents) {
    this.mostEvents = mostEvents;
  }

  /**
   * The events of a request.
   *
   * @param mediaType without parameters, lower case; empty if the request names none
   * @param headers HTTP headers by lower-case name
   * @throws io.breakwater.platform.http.ProblemException 400, 413 or 415
   */
  public List<RawEvent> read(String mediaType, Map<String, String> headers, byte[] body) {
    if (headers.keySet().stream().anyMatch(name -> name.startsWith(CE))) {
      return List.of(binary(mediaType, headers, body));
    }
    return switch (mediaType) {
      case STRUCTURED -> List.of(single(STRUCTURED, headers, body));
      case BATCH -> batch(STRUCTURED, body);
      case "application/json" ->
          JsonArray.opens(body)
              ? batch("application/json", body)
              : List.of(single("application/json", headers, body));
      default ->
          throw Problem.of(
                  415,
                  "unsupported-media-type",
                  "Unsupported media type",
                  "Content-Type is \"%s\". Send application/json, %s or %s."
                      .formatted(mediaType, STRUCTURED, BATCH))
              .asException();
    };
  }

  private static RawEvent single(String contentType, Map<String, String> headers, byte[] body) {
    return new RawEvent(body, withTrace(headers, Map.of("content-type", contentType)));
  }

  /** In binary mode the values of the {@code ce-} headers are percent-encoded. */
  private static RawEvent binary(String mediaType, Map<String, String> headers, byte[] body) {
    Map<String, String> kafka = new HashMap<>();
    headers.forEach(
        (name, value) -> {
          if (name.startsWith(CE)) {
            kafka.put("ce_" + name.substring(CE.length()), percentDecoded(name, value));
          }
        });
    if (!mediaType.isEmpty()) {
      kafka.put("content-type", mediaType);
    }
    return new RawEvent(body, withTrace(headers, kafka));
  }

  /** The request's {@code traceparent} is of the request, not of each of its events. */
  private List<RawEvent> batch(String contentType, byte[] body) {
    Map<String, String> headers = Map.of("content-type", contentType);
    try {
      List<RawEvent> events =
          JsonArray.elements(body, mostEvents).stream()
              .map(element -> new RawEvent(element, headers))
              .toList();
      if (events.isEmpty()) {
        throw Problem.badRequest("The batch is empty. Send at least one event.").asException();
      }
      return events;
    } catch (JsonArray.TooManyException e) {
      throw Problem.of(
              413,
              "too-many-events",
              "Too many events",
              "The batch has more than %d events. Send it in parts.".formatted(mostEvents))
          .asException();
    } catch (IOException e) {
      throw Problem.of(
              400,
              "not-json",
              "Not JSON",
              "The body is not a JSON array: %s. Nothing of it was stored."
                  .formatted(firstLine(e.getMessage())))
          .asException();
    }
  }

  private static Map<String, String> withTrace(
      Map<String, String> headers, Map<String, String> kafka) {
    String traceparent = headers.get(TraceContext.HEADER);
    if (traceparent == null) {
      return kafka;
    }
    Map<String, String> traced = new HashMap<>(kafka);
    traced.put(TraceContext.HEADER, traceparent);
    return traced;
  }

  private static String percentDecoded(String name, String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(
              "Header %s is \"%s\", which is not percent-encoded UTF-8."
                  .formatted(name.toLowerCase(Locale.ROOT), value))
          .asException();
    }
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
