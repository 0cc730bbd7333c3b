package io.breakwater.routing.api;

import io.breakwater.domain.event.Text;
import io.breakwater.platform.http.Problem;

/**
 * The body of {@code POST /work-items/{id}/{operation}}.
 *
 * @param by who does it; required
 * @param assignee who gets it; required to assign
 * @param reason null, or why that assignee
 * @param code a resolution code; {@code fixed} when a resolution names none
 * @param note null or free text
 * @param expectedVersion null, or the version the asker saw: refused if it has changed since
 */
public record Operation(
    String by, String assignee, String reason, String code, String note, Long expectedVersion) {

  private static final int MAX = 2000;

  String requiredBy() {
    return required("by", by, "the operator who does this");
  }

  String requiredAssignee() {
    return required("assignee", assignee, "the operator who gets the item");
  }

  String codeOrFixed() {
    return code == null || code.isBlank() ? "fixed" : bounded("code", code);
  }

  String boundedNote() {
    return note == null ? null : bounded("note", note);
  }

  String reasonOr(String otherwise) {
    return reason == null || reason.isBlank() ? otherwise : bounded("reason", reason);
  }

  long expected() {
    return expectedVersion == null ? 0 : expectedVersion;
  }

  private static String required(String field, String value, String meaning) {
    if (value == null || value.isBlank()) {
      throw Problem.badRequest("%s is missing; give %s.".formatted(field, meaning)).asException();
    }
    return bounded(field, value);
  }

  private static String bounded(String field, String value) {
    if (value.length() > MAX) {
      throw Problem.badRequest(
              "%s has %d characters; at most %d are kept.".formatted(field, value.length(), MAX))
          .asException();
    }
    if (!Text.isText(value, MAX)) {
      throw Problem.badRequest(
              "%s has a character that cannot be stored (NUL, or half a surrogate pair); leave it away."
                  .formatted(field))
          .asException();
    }
    return value;
  }
}
