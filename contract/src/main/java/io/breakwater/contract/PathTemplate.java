package io.breakwater.contract;

/** Paths with variables: {@code /work-items/{id}/claim}. */
final class PathTemplate {
  private PathTemplate() {}

  static boolean matches(String template, String path) {
    String[] pattern = template.split("/");
    String[] parts = path.split("/");
    if (pattern.length != parts.length) {
      return false;
    }
    for (int i = 0; i < pattern.length; i++) {
      if (!pattern[i].startsWith("{") && !pattern[i].equals(parts[i])) {
        return false;
      }
    }
    return true;
  }

  /** Sorts literal segments before variables. */
  static String specificity(String template) {
    return template.replaceAll("[^/{]", "").replace("{", "1");
  }
}
