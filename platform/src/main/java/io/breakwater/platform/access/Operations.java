package io.breakwater.platform.access;

import io.breakwater.domain.access.Role;
import io.breakwater.platform.http.ApiDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What every operation of the API needs, as its description says it in {@code security}: {@code
 * [{token: [lead]}]} for a role, {@code [{token: []}]} for anybody who is known, {@code []} for
 * anybody. So what is described, what is guarded and what can be reached are the same.
 */
final class Operations {
  private static final String SCHEME = "token";

  /** One operation. */
  private record Operation(String method, List<String> path, Requirement requirement) {
    boolean isOf(List<String> segments) {
      if (path.size() != segments.size()) {
        return false;
      }
      for (int i = 0; i < segments.size(); i++) {
        if (!isVariable(path.get(i)) && !path.get(i).equals(segments.get(i))) {
          return false;
        }
      }
      return true;
    }

    /** Sorts {@code bulk} before {@code {id}}. */
    String specificity() {
      return path.stream().map(s -> isVariable(s) ? "1" : "0").collect(Collectors.joining());
    }

    private static boolean isVariable(String segment) {
      return segment.startsWith("{");
    }
  }

  private final List<Operation> operations;

  private Operations(List<Operation> operations) {
    this.operations = operations;
  }

  /**
   * The operations of a description.
   *
   * @throws IllegalStateException if one does not say what it needs
   */
  static Operations of(ApiDocument document) {
    List<Operation> operations = new ArrayList<>();
    map(document.tree().get("paths"))
        .forEach(
            (path, methods) ->
                map(methods)
                    .forEach(
                        (method, operation) -> {
                          if (ApiDocument.METHODS.contains(method)) {
                            operations.add(
                                new Operation(
                                    method.toUpperCase(Locale.ROOT),
                                    segments(path),
                                    requirement(method + " " + path, map(operation))));
                          }
                        }));
    operations.sort(Comparator.comparing(Operation::specificity));
    return new Operations(operations);
  }

  /** A path that is described, and what each method that it knows needs. */
  Map<String, Requirement> at(List<String> segments) {
    // Of /work-items/bulk and /work-items/{id}, the first is meant.
    return operations.stream()
        .filter(operation -> operation.isOf(segments))
        .collect(
            Collectors.toMap(Operation::method, Operation::requirement, (first, next) -> first));
  }

  static List<String> segments(String path) {
    return Arrays.stream(path.split("/")).filter(segment -> !segment.isEmpty()).toList();
  }

  private static Requirement requirement(String name, Map<String, Object> operation) {
    if (!(operation.get("security") instanceof List<?> security)) {
      throw new IllegalStateException(
          "the OpenAPI document does not say what %s needs".formatted(name));
    }
    if (security.isEmpty()) {
      return Requirement.OPEN;
    }
    if (!(security.get(0) instanceof Map<?, ?> scheme)
        || security.size() > 1
        || !(scheme.get(SCHEME) instanceof List<?> roles)
        || roles.size() > 1) {
      throw new IllegalStateException(
          "the security of %s is %s; write [{token: [ROLE]}], [{token: []}] or []"
              .formatted(name, security));
    }
    return roles.isEmpty()
        ? Requirement.KNOWN
        : Requirement.of(Role.valueOf(roles.get(0).toString().toUpperCase(Locale.ROOT)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
