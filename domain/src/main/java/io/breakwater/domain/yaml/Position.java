package io.breakwater.domain.yaml;

import org.snakeyaml.engine.v2.exceptions.Mark;

/** Line and column, both from 1, columns in code points. */
record Position(int line, int column) {

  static final Position START = new Position(1, 1);

  static Position of(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
