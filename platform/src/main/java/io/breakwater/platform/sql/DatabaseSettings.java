package io.breakwater.platform.sql;

import com.typesafe.config.Config;

/**
 * Where PostgreSQL is. There is no default password: an empty one means the server asks for none.
 *
 * @param poolSize connections of this process
 */
public record DatabaseSettings(String jdbcUrl, String user, String password, int poolSize) {

  public DatabaseSettings {
    if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "breakwater.database.jdbc-url is \""
              + jdbcUrl
              + "\"; it must start with jdbc:postgresql:");
    }
    if (poolSize < 2) {
      throw new IllegalArgumentException(
          "breakwater.database.pool-size is " + poolSize + "; it must be at least 2");
    }
  }

  /** Reads section {@code breakwater.database}. */
  public static DatabaseSettings from(Config config) {
    Config c = config.getConfig("breakwater.database");
    return new DatabaseSettings(
        c.getString("jdbc-url"),
        c.getString("user"),
        c.getString("password"),
        c.getInt("pool-size"));
  }
}
