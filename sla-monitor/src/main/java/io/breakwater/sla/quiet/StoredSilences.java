package io.breakwater.sla.quiet;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.quiet.Silence;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.Page;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.quiet.SilenceTable;
import io.breakwater.platform.quiet.SilenceTable.Asked;
import io.breakwater.platform.quiet.SilenceTable.Change;
import io.breakwater.platform.sql.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** Silences in the database. */
public final class StoredSilences implements SilenceBook {
  private static final String PREFIX = "sil_";
  private static final int ID_DIGITS = 12;

  private final ServiceContext context;

  public StoredSilences(ServiceContext context) {
    this.context = context;
  }

  @Override
  public Found add(JsonNode body, String key) {
    Instant now = now();
    Policy policy = policy(now);
    String id =
        PREFIX
            + Identity.hash128("silence", key == null ? UUID.randomUUID().toString() : key)
                .substring(0, ID_DIGITS);
    Silence silence =
        SilenceBody.silence(
            body, id, now, policy.features().names(), policy.quiet().longestSilence());
    String request = Identity.hash128("silence request", body.toString());
    return run(
        db -> {
          Optional<Asked> before =
              key == null ? Optional.empty() : SilenceTable.ask(db, key, request, id, now);
          if (before.isPresent()) {
            if (!before.get().request().equals(request)) {
              throw Problem.of(
                      422,
                      "idempotency-key-reused",
                      "Idempotency key reused",
                      "Idempotency-Key \"%s\" was used for another silence, %s; use a new one."
                          .formatted(key, before.get().id()))
                  .asException();
            }
            return found(db, before.get().id(), now);
          }
          SilenceTable.save(db, silence, Change.CREATED, silence.createdBy(), now);
          return found(db, id, now);
        });
  }

  @Override
  public Page<Listed> list(Silence.State state, Instant beforeAt, String beforeId, int limit) {
    Instant now = now();
    List<Silence> found =
        run(db -> SilenceTable.page(db, state, now, beforeAt, beforeId, limit + 1));
    boolean more = found.size() > limit;
    List<Silence> page = more ? found.subList(0, limit) : found;
    Silence last = more ? page.get(limit - 1) : null;
    return new Page<>(
        page.stream().map(silence -> new Listed(silence, silence.state(now))).toList(),
        more ? Cursor.of(last.createdAt().toString(), last.id()) : null);
  }

  @Override
  public Found find(String id) {
    return run(db -> found(db, id, now()));
  }

  @Override
  public Found end(String id, JsonNode body, long expectedVersion) {
    String by = SilenceBody.by(body);
    Instant now = now();
    return run(
        db -> {
          Silence silence = SilenceTable.lock(db, id).orElseThrow(() -> unknown(id));
          if (expectedVersion != 0 && expectedVersion != silence.version()) {
            throw Problem.conflict(
                    "Silence %s is at version %d, not %d: somebody changed it."
                        .formatted(id, silence.version(), expectedVersion))
                .with("current", silence)
                .asException();
          }
          Silence ended = silence.ended(by, now);
          if (ended != silence) {
            SilenceTable.save(db, ended, Change.ENDED, by, now);
          }
          return found(db, id, now);
        });
  }

  @Override
  public SilencePreview preview(JsonNode body) {
    Instant now = now();
    SilenceBody.Previewed asked = SilenceBody.preview(body, policy(now).features().names());
    return run(db -> SilencePreview.read(db, asked, now));
  }

  private static Found found(Connection db, String id, Instant now) throws SQLException {
    Silence silence = SilenceTable.find(db, id).orElseThrow(() -> unknown(id));
    return new Found(silence, silence.state(now), SilenceTable.changes(db, id));
  }

  private static RuntimeException unknown(String id) {
    return Problem.notFound("There is no silence \"" + id + "\". GET /api/v1/silences lists them.")
        .asException();
  }

  private <T> T run(Transactions.Work<T> work) {
    try {
      return Transactions.run(context.db(), work);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private Policy policy(Instant now) {
    return context.policies().get().inForceAt(now);
  }

  private Instant now() {
    return context.clock().instant();
  }
}
