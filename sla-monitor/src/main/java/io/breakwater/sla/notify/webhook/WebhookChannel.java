package io.breakwater.sla.notify.webhook;

import io.breakwater.domain.json.Json;
import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.trace.TraceContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * POSTs a notification as JSON. The header {@code Idempotency-Key} is the notification's id, the
 * same on every retry, so a receiver can drop what it has seen; {@code traceparent} joins the
 * receiver to the trace. Redirects are not followed and the answer's body is not read.
 */
public final class WebhookChannel {

  /** What a receiver gets. */
  public record Payload(
      String id,
      String workItemId,
      String step,
      String recipient,
      String desk,
      String priority,
      String subject,
      String body,
      String occurredAt,
      String traceId) {}

  private final HttpClient client;
  private final Duration timeout;

  /** Calls that take longer than {@code timeout} count as failed. */
  public WebhookChannel(Duration timeout) {
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Sends once.
   *
   * @return empty when the receiver answered 2xx, else why it failed, as a sentence; never fails
   */
  public CompletionStage<Optional<String>> send(Notification notification, URI url) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("User-Agent", "breakwater")
            .header("Idempotency-Key", notification.id())
            .header(TraceContext.HEADER, notification.traceparent())
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(payload(notification))))
            .build();
    CompletableFuture<HttpResponse<Void>> call =
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    // The request's own timeout ends with the headers; a body may hang for ever after them.
    return call.copy()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (answer, failure) -> {
              if (failure instanceof TimeoutException) {
                call.cancel(true);
                return Optional.of(
                    "%s did not answer within %d ms".formatted(url.getHost(), timeout.toMillis()));
              }
              if (failure != null) {
                return Optional.of(url.getHost() + " did not answer: " + message(failure));
              }
              return answer.statusCode() / 100 == 2
                  ? Optional.empty()
                  : Optional.of(url.getHost() + " answered " + answer.statusCode());
            });
  }

  private static Payload payload(Notification n) {
    return new Payload(
        n.id(),
        n.workItemId(),
        n.step(),
        n.recipient(),
        n.desk(),
        n.priority().name(),
        n.subject(),
        n.body(),
        n.occurredAt().toString(),
        n.traceId());
  }

  private static String message(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
