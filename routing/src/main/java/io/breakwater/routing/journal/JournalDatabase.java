package io.breakwater.routing.journal;

import akka.actor.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.persistence.jdbc.db.EagerSlickDatabase;
import akka.persistence.jdbc.db.SlickDatabase;
import akka.persistence.jdbc.db.SlickDatabaseProvider;
import com.typesafe.config.Config;
import javax.sql.DataSource;
import scala.Option;
import slick.jdbc.JdbcBackend$;
import slick.jdbc.PostgresProfile$;
import slick.util.AsyncExecutor$;

/**
 * Lets the journal plugin use the process's one connection pool, so that there is one place for the
 * URL, the credentials and the number of connections. Named in {@code breakwater-routing.conf}.
 */
public final class JournalDatabase implements SlickDatabaseProvider {

  // The plugin wants a Slick database; BatchedJournal asks it nothing on the way of work items.
  private static final int CONNECTIONS = 2;
  private static final int QUEUE = 1000;

  private final ActorSystem system;

  /** Called by the plugin, by reflection. */
  public JournalDatabase(ActorSystem system) {
    this.system = system;
  }

  /** Gives the pool to the journal plugin of {@code system}; before the first persistent actor. */
  public static void use(akka.actor.typed.ActorSystem<?> system, DataSource pool) {
    Pool.ID.apply(system).pool = pool;
  }

  /**
   * The pool that {@code system}'s journal uses.
   *
   * @throws IllegalStateException if nobody gave one
   */
  static DataSource pool(akka.actor.typed.ActorSystem<?> system) {
    DataSource pool = Pool.ID.apply(system).pool;
    if (pool == null) {
      throw new IllegalStateException(
          "the journal has no connection pool: start the routing service before persistent actors");
    }
    return pool;
  }

  @Override
  public SlickDatabase database(Config plugin) {
    DataSource pool = pool(akka.actor.typed.ActorSystem.wrap(system));
    return new EagerSlickDatabase(
        JdbcBackend$.MODULE$
            .Database()
            .forDataSource(
                pool,
                Option.apply(CONNECTIONS),
                AsyncExecutor$.MODULE$.apply(
                    "breakwater-journal", CONNECTIONS, CONNECTIONS, QUEUE, CONNECTIONS),
                false),
        PostgresProfile$.MODULE$);
  }

  private static final class Pool implements Extension {
    static final ExtensionId<Pool> ID =
        new ExtensionId<>() {
          @Override
          public Pool createExtension(akka.actor.typed.ActorSystem<?> system) {
            return new Pool();
          }
        };

    volatile DataSource pool;
  }
}
