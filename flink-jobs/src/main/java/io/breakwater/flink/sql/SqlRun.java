package io.breakwater.flink.sql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.operations.ModifyOperation;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;

/**
 * One run of a file of SQL: first its definitions, then everything it inserts, as one job, then
 * what it prints, in the order of the file.
 */
public final class SqlRun {
  /** The name of its jobs. */
  public static final String NAME = "sql";

  /** Flink sorts streams by time only; its planner has this for one that ends. */
  private static final String SORT_BY_ANYTHING = "__table.exec.sort.non-temporal.enabled__";

  /** What the planner says of a query whose later rows never correct earlier ones. */
  private static final String ONLY_INSERTS = "I";

  private static final Pattern CHANGES = Pattern.compile("changelogMode=\\[([^]]*)]");

  private final TableEnvironmentInternal flink;
  private final SqlSettings settings;
  private final List<ModifyOperation> inserts;
  private final List<Printed> printed;
  private final SqlJobs jobs = new SqlJobs();

  /**
   * @param corrected whether later rows of it may correct earlier ones
   */
  private record Printed(Operation operation, boolean readsTables, boolean corrected) {}

  private SqlRun(
      TableEnvironmentInternal flink,
      SqlSettings settings,
      List<ModifyOperation> inserts,
      List<Printed> printed) {
    this.flink = flink;
    this.settings = settings;
    this.inserts = inserts;
    this.printed = printed;
  }

  /** What {@link #define} wants of its environment. */
  public static Configuration configuration(SqlSettings settings, int parallelism) {
    Configuration c = settings.configuration();
    c.set(PipelineOptions.NAME, NAME);
    c.set(PipelineOptions.OBJECT_REUSE, true);
    c.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    // Without checkpoints a restart would begin again and say everything twice.
    c.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    c.set(TableConfigOptions.LOCAL_TIME_ZONE, "UTC");
    // What is counted comes with them.
    c.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
    c.setString(SORT_BY_ANYTHING, Boolean.toString(settings.bounded()));
    return c;
  }

  /**
   * Reads a file to its end and plans its queries, before any of them runs.
   *
   * @param env made with {@link #configuration}
   * @throws SqlFault if Flink refuses a statement, or if one would never have its turn since
   *     another before it has no end
   */
  public static SqlRun define(StreamExecutionEnvironment env, SqlSettings settings, String sql) {
    TableEnvironmentInternal flink = (TableEnvironmentInternal) StreamTableEnvironment.create(env);
    for (TopicTable<?> table : TopicTables.ALL) {
      flink.createTemporaryTable(
          table.name(),
          TableDescriptor.forConnector(BreakwaterTableFactory.CONNECTOR)
              .schema(table.schema())
              .option(BreakwaterTableFactory.TOPIC, table.shortTopic())
              .build());
    }
    SqlQueries queries = SqlQueries.read(flink, sql);
    if (!settings.bounded()) {
      requireOneEndlessQuery(queries.printed());
    }
    List<ModifyOperation> inserts = new ArrayList<>();
    for (SqlQueries.Query query : queries.inserts()) {
      changes(flink, query);
      inserts.add((ModifyOperation) query.operation());
    }
    List<Printed> printed = new ArrayList<>();
    for (SqlQueries.Query query : queries.printed()) {
      boolean corrected = query.readsTables() && !changes(flink, query).equals(ONLY_INSERTS);
      printed.add(new Printed(query.operation(), query.readsTables(), corrected));
    }
    return new SqlRun(flink, settings, inserts, printed);
  }

  private static void requireOneEndlessQuery(List<SqlQueries.Query> printed) {
    int endless = 0;
    for (SqlQueries.Query query : printed) {
      if (endless > 0) {
        throw SqlFault.at(
            query.line(),
            query.column(),
            "A SELECT before this statement has no end. Give it one with --to, or let it write to a"
                + " table with INSERT INTO.");
      }
      endless += query.readsTables() ? 1 : 0;
    }
  }

  /** What kinds of changes a query gives; the planner knows when it has planned it. */
  private static String changes(TableEnvironmentInternal flink, SqlQueries.Query query) {
    try {
      Matcher changes =
          CHANGES.matcher(
              flink.explainInternal(List.of(query.operation()), ExplainDetail.CHANGELOG_MODE));
      return changes.find() ? changes.group(1) : ONLY_INSERTS;
    } catch (RuntimeException e) {
      throw SqlFault.of(e, query.line(), query.column());
    }
  }

  /**
   * Runs the queries and returns when they have ended, or have been stopped. To be called once, in
   * the thread that defined them: the planner keeps things there.
   *
   * @throws SqlFailure if Kafka does not answer or a job fails
   */
  public void run(SqlResult result) {
    if (!inserts.isEmpty() || printed.stream().anyMatch(Printed::readsTables)) {
      SinkTopics.createMissing(settings, inserts);
    }
    if (!inserts.isEmpty()) {
      execute(() -> flink.executeInternal(inserts));
    }
    if (settings.bounded()) {
      // What is printed may read what was written.
      jobs.awaitAll();
    }
    for (Printed query : printed) {
      if (!jobs.stopped()) {
        print(query, result);
      }
    }
    jobs.awaitAll();
  }

  private TableResult execute(Supplier<TableResult> statement) {
    try {
      TableResult started = statement.get();
      started.getJobClient().ifPresent(jobs::started);
      return started;
    } catch (TableException e) {
      throw SqlFailure.of(e);
    }
  }

  private void print(Printed query, SqlResult result) {
    TableResult rows = execute(() -> flink.executeInternal(query.operation()));
    boolean onlyTheLast = query.corrected() && settings.bounded();
    result.begin(rows.getResolvedSchema().getColumnNames(), query.corrected() && !onlyTheLast);
    try (CloseableIterator<Row> all = rows.collect()) {
      if (onlyTheLast) {
        Materialized last = new Materialized();
        all.forEachRemaining(last::apply);
        last.forEach(result::row);
      } else {
        all.forEachRemaining(row -> result.row(query.corrected() ? row : inserted(row)));
      }
    } catch (SqlFailure e) {
      throw e;
    } catch (Exception e) {
      if (!jobs.stopped()) {
        throw SqlFailure.of(e);
      }
    }
    result.end();
    rows.getJobClient().ifPresent(jobs::await);
  }

  /**
   * Flink plans some queries by {@code ROW_NUMBER} as if they never corrected a row, and then they
   * do, without saying which: nothing rather than a wrong answer.
   */
  private static Row inserted(Row row) {
    if (row.getKind() != RowKind.INSERT) {
      throw SqlFailure.unsaidChanges();
    }
    return row;
  }

  /** Stops what runs; {@link #run} then returns. For another thread. */
  public void stop() {
    jobs.stop();
  }

  /**
   * How many records on the topics could not be read and were left out, by table. Exact when {@link
   * #run} has come to its end; of what runs or was stopped, what was known a second before.
   */
  public Map<String, Long> unreadable() {
    return new TreeMap<>(jobs.unreadable());
  }
}
