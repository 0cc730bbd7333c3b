package io.breakwater.domain.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.breakwater.domain.text.Suggestion;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One value of a file, which knows where it stands. Every reader notes what is wrong in the file's
 * {@link Problems} and then answers with its fallback, so that reading goes on to the next problem;
 * an absent value answers with the fallback too.
 */
public final class YamlValue {

  private final Node node; // null if absent
  private final String path;
  private final Source source;
  private final Problems problems;

  YamlValue(Node node, String path, Source source, Problems problems) {
    this.node = node != null && node.getTag().equals(Tag.NULL) ? null : node;
    this.path = path;
    this.source = source;
    this.problems = problems;
  }

  /** The value at a key of the parent that is not there. */
  YamlValue absent(String key) {
    return new YamlValue(null, child(key), source, problems);
  }

  /** False if the key is missing or its value is null. */
  public boolean present() {
    return node != null;
  }

  /** True for a mapping. */
  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** E.g. {@code scoring.rules[2].when}. */
  public String path() {
    return path;
  }

  /** The file's whole text with this scalar replaced, all else as written; absent: unchanged. */
  public String fileWith(String replacement) {
    if (!(node instanceof ScalarNode scalar)) {
      return source.replaced(0, 0, "");
    }
    return source.replaced(
        scalar.getStartMark().orElseThrow().getIndex(),
        scalar.getEndMark().orElseThrow().getIndex(),
        replacement);
  }

  /** Notes that something is wrong with this value. */
  public void problem(String message, String remedy) {
    note(node, path, message, remedy);
  }

  /** Notes that this value is allowed but hardly meant. */
  public void warning(String message, String remedy) {
    Position at = positionOf(node);
    problems.warn(new YamlProblem(at.line(), at.column(), path, message, remedy));
  }

  /** Notes that something is wrong at a code point of this scalar's text. */
  public void problemWithin(int offset, String message, String remedy) {
    Position at =
        node instanceof ScalarNode scalar ? source.within(scalar, offset) : Position.START;
    problems.add(new YamlProblem(at.line(), at.column(), path, message, remedy));
  }

  /** A mapping whose keys are known; any other key is noted as a problem. */
  public YamlMap map(String... keys) {
    return new YamlMap(this, entries(), List.of(keys));
  }

  /** A mapping whose keys are names that the author chooses, in file order. */
  public Map<String, YamlValue> entries() {
    Map<String, YamlValue> entries = new LinkedHashMap<>();
    if (node == null) {
      return entries;
    }
    if (!(node instanceof MappingNode mapping)) {
      problem("expected a mapping, found " + kind(), "Write \"key: value\" lines below it");
      return entries;
    }
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
        note(entry.getKeyNode(), path, "a key must be text", "Write a plain word before the colon");
        continue;
      }
      String key = keyNode.getValue();
      YamlValue value = new YamlValue(entry.getValueNode(), child(key), source, problems);
      if (entries.putIfAbsent(key, value) != null) {
        note(keyNode, child(key), "\"" + key + "\" is there twice", "Remove one of the two");
      }
    }
    return entries;
  }

  /** A sequence. */
  public List<YamlValue> list() {
    List<YamlValue> values = new ArrayList<>();
    if (node == null) {
      return values;
    }
    if (!(node instanceof SequenceNode sequence)) {
      problem("expected a list, found " + kind(), "Write \"- item\" lines below it, or [a, b]");
      return values;
    }
    for (Node item : sequence.getValue()) {
      values.add(new YamlValue(item, path + "[" + values.size() + "]", source, problems));
    }
    return values;
  }

  /** A sequence, or the value itself as the only item. */
  public List<YamlValue> oneOrMore() {
    return node == null || node instanceof SequenceNode ? list() : List.of(this);
  }

  /** A scalar as it is written. */
  public String text(String fallback) {
    if (node == null) {
      return fallback;
    }
    if (!(node instanceof ScalarNode scalar)) {
      problem("expected a single value, found " + kind(), "Write one value after the colon");
      return fallback;
    }
    if (scalar.getValue().isBlank()) {
      problem("the value is empty", "Write one, or remove the key");
      return fallback;
    }
    return scalar.getValue();
  }

  /** A finite number within bounds, both inclusive. */
  public double number(double least, double most, double fallback) {
    return scalar(
        fallback,
        text -> {
          double value = Double.parseDouble(text);
          if (!(value >= least && value <= most)) {
            throw new NumberFormatException();
          }
          return value;
        },
        "Write a number from " + plain(least) + " to " + plain(most));
  }

  /** A whole number within bounds, both inclusive. */
  public int integer(int least, int most, int fallback) {
    return scalar(
        fallback,
        text -> {
          int value = Integer.parseInt(text);
          if (value < least || value > most) {
            throw new NumberFormatException();
          }
          return value;
        },
        "Write a whole number from " + least + " to " + most);
  }

  /** {@code true} or {@code false}. */
  public boolean bool(boolean fallback) {
    return scalar(
        fallback,
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException();
            },
        "Write true or false");
  }

  /** An RFC 3339 instant. */
  public Instant instant(Instant fallback) {
    return scalar(
        fallback, Instant::parse, "Write an instant with a time zone, e.g. 2026-01-31T08:00:00Z");
  }

  /** An ISO 8601 duration that is longer than nothing. */
  public Duration duration(Duration fallback) {
    return scalar(
        fallback,
        text -> {
          Duration duration = Duration.parse(text);
          if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException();
          }
          return duration;
        },
        "Write a duration, e.g. PT15M, PT4H or P2D");
  }

  /** One of an enum's constants, also in lower case and with hyphens: {@code least-loaded}. */
  public <E extends Enum<E>> E oneOf(Class<E> type, E fallback) {
    String text = text(null);
    if (text == null) {
      return fallback;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_'))) {
        return constant;
      }
    }
    boolean upper = text.equals(text.toUpperCase(Locale.ROOT));
    List<String> known =
        Arrays.stream(type.getEnumConstants())
            .map(c -> upper ? c.name() : c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    problem("\"" + text + "\" is not known here", Suggestion.remedy(text, known));
    return fallback;
  }

  /** The value as JSON; a scalar is a number, a truth value or text as YAML 1.2 takes it. */
  public JsonNode json() {
    if (node == null) {
      return NullNode.getInstance();
    }
    if (node instanceof MappingNode) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      entries().forEach((key, value) -> object.set(key, value.json()));
      return object;
    }
    if (node instanceof SequenceNode) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      list().forEach(item -> array.add(item.json()));
      return array;
    }
    String text = ((ScalarNode) node).getValue();
    if (node.getTag().equals(Tag.BOOL)) {
      return BooleanNode.valueOf(Boolean.parseBoolean(text));
    }
    if (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)) {
      return this.<JsonNode>scalar(
          NullNode.getInstance(),
          number -> DecimalNode.valueOf(new BigDecimal(number)),
          "Write a decimal number, or text in quotes");
    }
    return TextNode.valueOf(text);
  }

  /**
   * A scalar by a parser of its own.
   *
   * @param parse throws {@link IllegalArgumentException} or {@link DateTimeException} for what it
   *     does not accept
   */
  public <T> T scalar(T fallback, Function<String, T> parse, String remedy) {
    String text = text(null);
    if (text == null) {
      return fallback;
    }
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      problem("\"" + text + "\" is not valid here", remedy);
      return fallback;
    }
  }

  void noteKey(String key, String message, String remedy) {
    Node keyNode =
        ((MappingNode) node)
            .getValue().stream()
                .map(NodeTuple::getKeyNode)
                .filter(k -> k instanceof ScalarNode scalar && scalar.getValue().equals(key))
                .findFirst()
                .orElse(node);
    note(keyNode, child(key), message, remedy);
  }

  private void note(Node at, String path, String message, String remedy) {
    Position position = positionOf(at);
    problems.add(new YamlProblem(position.line(), position.column(), path, message, remedy));
  }

  private static Position positionOf(Node at) {
    return at == null ? Position.START : at.getStartMark().map(Position::of).orElse(Position.START);
  }

  private String child(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private String kind() {
    return switch (node.getNodeType()) {
      case MAPPING -> "a mapping";
      case SEQUENCE -> "a list";
      default -> "\"" + ((ScalarNode) node).getValue() + "\"";
    };
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
