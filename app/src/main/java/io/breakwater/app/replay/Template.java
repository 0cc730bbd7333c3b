package io.breakwater.app.replay;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with columns in it: <code>city.{{ type | slug }}</code>. Text without a column is a
 * constant. Filters: {@code slug} (lower-case words joined by hyphens), {@code lower}, {@code
 * upper}.
 */
public final class Template {
  private static final Pattern HOLE = Pattern.compile("\\{\\{([^{}|]+)((?:\\|[^{}|]*)*)}}");
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final String source;
  private final List<Part> parts;

  private Template(String source, List<Part> parts) {
    this.source = source;
    this.parts = parts;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException with a sentence, on an unknown filter or an unclosed hole
   */
  public static Template parse(String source) {
    List<Part> parts = new ArrayList<>();
    Matcher hole = HOLE.matcher(source);
    int end = 0;
    while (hole.find()) {
      parts.add(new Literal(literal(source, end, hole.start())));
      parts.add(new Column(hole.group(1).strip(), filter(hole.group(2))));
      end = hole.end();
    }
    parts.add(new Literal(literal(source, end, source.length())));
    return new Template(source, List.copyOf(parts));
  }

  /** Fills in the columns of a row; a missing value is empty. */
  public String render(Row row) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part.render(row));
    }
    return text.toString().strip();
  }

  /** The columns it names. */
  public Set<String> columns() {
    Set<String> names = new TreeSet<>();
    for (Part part : parts) {
      if (part instanceof Column column) {
        names.add(column.name());
      }
    }
    return names;
  }

  @Override
  public String toString() {
    return source;
  }

  /** Lower-case words joined by hyphens: {@code Chronic Dampness/Mold} → chronic-dampness-mold. */
  static String slug(String text) {
    String plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    String joined = NOT_A_WORD.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-");
    int from = joined.startsWith("-") ? 1 : 0;
    int to = joined.length() - (joined.endsWith("-") ? 1 : 0);
    return from >= to ? "" : joined.substring(from, to);
  }

  private static String literal(String source, int from, int to) {
    String text = source.substring(from, to);
    if (text.contains("{{") || text.contains("}}")) {
      throw new IllegalArgumentException(
          "template '" + source + "' has braces that do not pair up: write {{ column }}");
    }
    return text;
  }

  private static UnaryOperator<String> filter(String pipes) {
    UnaryOperator<String> all = UnaryOperator.identity();
    for (String name : pipes.split("\\|", -1)) {
      if (!name.isBlank()) {
        UnaryOperator<String> before = all;
        UnaryOperator<String> next = named(name.strip());
        all = text -> next.apply(before.apply(text));
      }
    }
    return all;
  }

  private static UnaryOperator<String> named(String filter) {
    return switch (filter) {
      case "slug" -> Template::slug;
      case "lower" -> text -> text.toLowerCase(Locale.ROOT);
      case "upper" -> text -> text.toUpperCase(Locale.ROOT);
      default ->
          throw new IllegalArgumentException(
              "there is no filter '" + filter + "'; there are slug, lower and upper");
    };
  }

  private sealed interface Part {
    String render(Row row);
  }

  private record Literal(String text) implements Part {
    @Override
    public String render(Row row) {
      return text;
    }
  }

  private record Column(String name, UnaryOperator<String> filter) implements Part {
    @Override
    public String render(Row row) {
      return filter.apply(row.value(name));
    }
  }
}
