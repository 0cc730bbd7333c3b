package io.breakwater.flink.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.SqlParserEOFException;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.operations.BeginStatementSetOperation;
import org.apache.flink.table.operations.DescribeTableOperation;
import org.apache.flink.table.operations.EndStatementSetOperation;
import org.apache.flink.table.operations.ExplainOperation;
import org.apache.flink.table.operations.ModifyOperation;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.operations.ShowOperation;
import org.apache.flink.table.operations.StatementSetOperation;
import org.apache.flink.table.operations.command.SetOperation;

/**
 * What a file of SQL asks for. When it has been read, its definitions ({@code CREATE}, {@code SET}
 * and the like) have taken effect in their order; its queries have not started.
 */
final class SqlQueries {
  private final TableEnvironmentInternal flink;
  private final SqlScript script;
  private final List<Query> inserts = new ArrayList<>();
  private final List<Query> printed = new ArrayList<>();

  /**
   * One statement.
   *
   * @param line where it stands in the file, from 1
   * @param column from 1
   */
  record Query(Operation operation, int line, int column) {
    /** Whether it reads tables, as {@code SELECT} does and {@code SHOW TABLES} does not. */
    boolean readsTables() {
      return operation instanceof QueryOperation || operation instanceof ModifyOperation;
    }
  }

  private SqlQueries(TableEnvironmentInternal flink, SqlScript script) {
    this.flink = flink;
    this.script = script;
  }

  /**
   * Reads a file.
   *
   * @throws SqlFault at the first statement that Flink refuses
   */
  static SqlQueries read(TableEnvironmentInternal flink, String sql) {
    SqlQueries queries = new SqlQueries(flink, SqlScript.of(sql));
    int piece = 0;
    while (piece < queries.script.pieces().size()) {
      piece = queries.readFrom(piece);
    }
    return queries;
  }

  /** What is to be written: one job. */
  List<Query> inserts() {
    return inserts;
  }

  /** What is to be printed, in the order of the file. */
  List<Query> printed() {
    return printed;
  }

  /** Reads one statement; gives the piece behind it. */
  private int readFrom(int first) {
    List<SqlScript.Piece> pieces = script.pieces();
    int line = script.line(pieces.get(first));
    int column = script.column(pieces.get(first));
    for (int last = first; ; last++) {
      try {
        String statement = script.statement(pieces.get(first), pieces.get(last));
        for (Operation operation : flink.getParser().parse(statement)) {
          take(operation, line, column);
        }
        return last + 1;
      } catch (SqlParserEOFException e) {
        if (last == pieces.size() - 1) {
          throw SqlFault.of(e, line, column);
        }
      } catch (RuntimeException | LinkageError e) {
        throw SqlFault.of(e, line, column);
      }
    }
  }

  private void take(Operation operation, int line, int column) {
    if (operation instanceof ModifyOperation) {
      inserts.add(new Query(operation, line, column));
    } else if (operation instanceof StatementSetOperation set) {
      set.getOperations().forEach(insert -> inserts.add(new Query(insert, line, column)));
    } else if (operation instanceof SetOperation set && set.getKey().isPresent()) {
      flink.getConfig().set(set.getKey().get(), set.getValue().orElse(""));
    } else if (operation instanceof QueryOperation
        || operation instanceof ShowOperation
        || operation instanceof DescribeTableOperation
        || operation instanceof ExplainOperation) {
      printed.add(new Query(operation, line, column));
    } else if (!(operation instanceof BeginStatementSetOperation
        || operation instanceof EndStatementSetOperation)) {
      // The inserts of a file are one set in any case. Everything else defines something.
      flink.executeInternal(operation);
    }
  }
}
