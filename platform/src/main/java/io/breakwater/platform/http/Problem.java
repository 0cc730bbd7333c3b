package io.breakwater.platform.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An error answer as RFC 9457 problem details.
 *
 * @param type a stable, short identifier, e.g. {@code not-found}
 * @param detail a sentence that names the field, the value and the remedy
 * @param errors one entry per fault where there are several; null otherwise
 * @param more further members by name, as they stand in the answer
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String traceId,
    List<Fault> errors,
    @JsonAnyGetter Map<String, Object> more) {

  /** One fault among several. */
  public record Fault(String code, String field, String detail) {}

  /** A problem of a kind. */
  public static Problem of(int status, String type, String title, String detail) {
    return new Problem(type, title, status, detail, null, null, Map.of());
  }

  /** What was asked for does not exist. */
  public static Problem notFound(String detail) {
    return of(404, "not-found", "Not found", detail);
  }

  /** The request cannot be understood. */
  public static Problem badRequest(String detail) {
    return of(400, "bad-request", "Bad request", detail);
  }

  /** The request does not fit the present state. */
  public static Problem conflict(String detail) {
    return of(409, "conflict", "Conflict", detail);
  }

  /** Something we need is away for the moment. */
  public static Problem unavailable(String detail) {
    return of(503, "unavailable", "Unavailable", detail);
  }

  /** This problem in that trace. */
  public Problem inTrace(String traceId) {
    return new Problem(type, title, status, detail, traceId, errors, more);
  }

  /** This problem with the faults it is made of. */
  public Problem with(List<Fault> faults) {
    return new Problem(type, title, status, detail, traceId, List.copyOf(faults), more);
  }

  /** This problem with another member, which goes into the answer under {@code name}. */
  public Problem with(String name, Object value) {
    Map<String, Object> members = new LinkedHashMap<>(more);
    members.put(name, value);
    return new Problem(type, title, status, detail, traceId, errors, members);
  }

  /** To throw from a service. */
  public ProblemException asException() {
    return new ProblemException(this);
  }
}
