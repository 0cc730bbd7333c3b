package io.breakwater.domain.yaml;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * How large a document is once its aliases are followed. A few lines of nested aliases stand for
 * billions of values, or for a value that contains itself; a reader would never finish.
 */
final class Expansion {

  static final int MOST_VALUES = 100_000;

  // nodes compare by identity
  private final Map<Node, Integer> sizes = new HashMap<>();
  private final Set<Node> open = new HashSet<>();
  private Node culprit;

  /** The node that contains itself or stands for too much, if there is one. */
  static Optional<Node> tooLarge(Node root) {
    Expansion expansion = new Expansion();
    expansion.size(root);
    return Optional.ofNullable(expansion.culprit);
  }

  private int size(Node node) {
    Integer known = sizes.get(node);
    if (known != null) {
      return known;
    }
    if (!open.add(node)) {
      return note(node);
    }
    long size = 1;
    for (Node child : children(node)) {
      size += size(child);
    }
    open.remove(node);
    int bounded = size > MOST_VALUES ? note(node) : (int) size;
    sizes.put(node, bounded);
    return bounded;
  }

  private int note(Node node) {
    culprit = culprit == null ? node : culprit;
    return MOST_VALUES;
  }

  private static List<Node> children(Node node) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    if (node instanceof MappingNode mapping) {
      return mapping.getValue().stream()
          .flatMap(entry -> Stream.of(entry.getKeyNode(), entry.getValueNode()))
          .toList();
    }
    return List.of();
  }
}
