package io.breakwater.domain.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads YAML 1.2 text into values that know where they stand, within limits. */
public final class YamlFile {
  private YamlFile() {}

  static final int MOST_CHARACTERS = 1 << 20;
  static final int MOST_ALIASES = 100;
  static final int DEEPEST = 40;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setCodePointLimit(MOST_CHARACTERS)
          .setMaxAliasesForCollections(MOST_ALIASES)
          .setAllowRecursiveKeys(false)
          .build();

  /**
   * The root of the file; empty, with the reasons in {@code problems}, if the text is not one YAML
   * document within the limits.
   */
  public static Optional<YamlValue> read(String text, Problems problems) {
    if (text.length() > MOST_CHARACTERS) {
      problems.add(
          new YamlProblem(
              1,
              1,
              "",
              "the file has " + text.length() + " characters",
              "Keep it under " + MOST_CHARACTERS));
      return Optional.empty();
    }
    Source source = new Source(text);
    try {
      Optional<YamlProblem> tooMuch = beyondLimits(text);
      if (tooMuch.isPresent()) {
        problems.add(tooMuch.get());
        return Optional.empty();
      }
      Optional<Node> root = new Compose(SETTINGS).composeString(text);
      if (root.isEmpty()) {
        problems.add(new YamlProblem(1, 1, "", "the file is empty", "Write a document into it"));
        return Optional.empty();
      }
      Optional<Node> tooLarge = Expansion.tooLarge(root.get());
      if (tooLarge.isPresent()) {
        problems.add(
            limit(
                tooLarge.get().getStartMark(),
                "with its aliases this contains itself or more than "
                    + Expansion.MOST_VALUES
                    + " values",
                "Write the values out"));
        return Optional.empty();
      }
      return Optional.of(new YamlValue(root.get(), "", source, problems));
    } catch (YamlEngineException e) {
      problems.add(problemOf(e, source));
      return Optional.empty();
    }
  }

  /**
   * Depth and aliases, from the event stream: composing a deep document would overflow the stack.
   */
  private static Optional<YamlProblem> beyondLimits(String text) {
    int depth = 0;
    int aliases = 0;
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Alias -> aliases++;
        default -> {
          // scalars and the document's frame need no count
        }
      }
      if (depth > DEEPEST) {
        return Optional.of(
            limit(event.getStartMark(), "nested deeper than " + DEEPEST + " levels", "Flatten it"));
      }
      if (aliases > MOST_ALIASES) {
        return Optional.of(
            limit(
                event.getStartMark(),
                "more than " + MOST_ALIASES + " aliases",
                "Write the values out"));
      }
    }
    return Optional.empty();
  }

  private static YamlProblem limit(Optional<Mark> mark, String message, String remedy) {
    Position at = mark.map(Position::of).orElse(Position.START);
    return new YamlProblem(at.line(), at.column(), "", message, remedy);
  }

  private static YamlProblem problemOf(YamlEngineException e, Source source) {
    if (e instanceof MarkedYamlEngineException marked) {
      Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
      Position at = mark.map(Position::of).orElse(Position.START);
      String context = marked.getContext() == null ? "" : " " + marked.getContext();
      return new YamlProblem(
          at.line(),
          at.column(),
          "",
          "not YAML: " + (marked.getProblem() + context).strip(),
          "Check indentation, colons and quotes here and on the line before");
    }
    Position at =
        e instanceof ReaderException reader
            ? source.position(reader.getPosition())
            : Position.START;
    return new YamlProblem(
        at.line(),
        at.column(),
        "",
        "not YAML: " + e.getMessage(),
        "Remove the character or the construct");
  }
}
