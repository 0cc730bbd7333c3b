package io.breakwater.platform.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Opens the process's connection pool and brings each module's schema up to date. */
public final class Database {
  private Database() {}

  /** Opens the pool; the caller closes it. */
  public static HikariDataSource open(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.poolSize());
    config.setPoolName("breakwater");
    config.setConnectionTimeout(5_000);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("ApplicationName", "breakwater");
    // A plan cached while a table was empty reads all of it for ever after: half a second a query.
    config.addDataSourceProperty("options", "-c plan_cache_mode=force_custom_plan");
    return new HikariDataSource(config);
  }

  /**
   * Applies the migrations {@code db/migration/MODULE/V*.sql} to the PostgreSQL schema {@code
   * MODULE}. Safe to run from several processes at once: Flyway takes a lock.
   *
   * @return how many migrations were applied now
   */
  public static int migrate(DataSource db, String module) {
    return Flyway.configure(Database.class.getClassLoader())
        .dataSource(db)
        .schemas(module)
        .defaultSchema(module)
        .createSchemas(true)
        .locations("classpath:db/migration/" + module)
        .failOnMissingLocations(true)
        .load()
        .migrate()
        .migrationsExecuted;
  }
}
