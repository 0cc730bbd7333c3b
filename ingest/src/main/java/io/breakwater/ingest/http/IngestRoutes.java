package io.breakwater.ingest.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.extractMaterializer;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.Materializer;
import io.breakwater.ingest.IngestMetrics;
import io.breakwater.ingest.IngestSettings;
import io.breakwater.ingest.RawEvent;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** {@code POST /api/v1/exceptions}. */
public final class IngestRoutes {
  private static final long BODY_TIMEOUT_MS = 10_000;

  private final ExceptionGateway gateway;
  private final RequestReader reader;
  private final IngestSettings settings;
  private final Executor publishing;
  private final IngestMetrics metrics;
  private final Semaphore places;

  /**
   * @param publishing may block: the producer does while its buffer is full or Kafka is away
   */
  public IngestRoutes(
      ExceptionGateway gateway,
      IngestSettings settings,
      Executor publishing,
      IngestMetrics metrics) {
    this.gateway = gateway;
    this.reader = new RequestReader(settings.maxEvents());
    this.settings = settings;
    this.publishing = publishing;
    this.metrics = metrics;
    this.places = new Semaphore(settings.maxRequests());
  }

  public Route routes() {
    return path(
        "exceptions",
        () ->
            post(
                () ->
                    extractRequest(
                        request ->
                            extractMaterializer(
                                materializer ->
                                    onSuccess(accept(request, materializer), this::answer)))));
  }

  private Route answer(Receipt receipt) {
    if (receipt.rejected() == 0) {
      return complete(StatusCodes.ACCEPTED, receipt, JsonBody.out());
    }
    if (receipt.accepted() > 0) {
      return complete(StatusCodes.MULTI_STATUS, receipt, JsonBody.out());
    }
    throw allRejected(receipt);
  }

  /** Nothing of a request that ends as a problem with status 4xx is stored. */
  private static ProblemException allRejected(Receipt receipt) {
    List<Problem.Fault> faults =
        receipt.results().stream()
            .map(Receipt.Rejected.class::cast)
            .map(
                item ->
                    new Problem.Fault(
                        item.code(),
                        receipt.rejected() == 1 ? item.field() : at(item),
                        item.reason()))
            .toList();
    return (faults.size() == 1
            ? Problem.of(400, faults.get(0).code(), "Event refused", faults.get(0).detail())
            : Problem.of(
                400,
                "all-rejected",
                "All events refused",
                "None of the %d events is valid; nothing was stored.".formatted(faults.size())))
        .with(faults)
        .asException();
  }

  private static String at(Receipt.Rejected item) {
    return "[" + item.index() + "]" + (item.field() == null ? "" : "." + item.field());
  }

  private CompletionStage<Receipt> accept(HttpRequest request, Materializer materializer) {
    if (!places.tryAcquire()) {
      request.discardEntityBytes(materializer);
      throw unavailable("Too many requests are waiting for Kafka. Send this one again later.");
    }
    // The place is given back when the producer is done with the request, not when the caller is.
    CompletableFuture<Receipt> published =
        body(request, materializer)
            .thenComposeAsync(body -> gateway.accept(events(request, body)), publishing)
            .toCompletableFuture();
    return published
        .whenComplete((receipt, failure) -> places.release())
        .copy()
        .orTimeout(settings.ackTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            failure -> {
              Throwable cause =
                  failure instanceof CompletionException ? failure.getCause() : failure;
              throw cause instanceof ProblemException refused
                  ? refused
                  : unavailable(
                      "Kafka did not confirm every event in time. Send the whole request again:"
                          + " what is stored already is recognised by its event id.");
            });
  }

  private List<RawEvent> events(HttpRequest request, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    for (HttpHeader header : request.getHeaders()) {
      headers.put(header.lowercaseName(), header.value());
    }
    String encoding = headers.getOrDefault("content-encoding", "identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw Problem.of(
              415,
              "unsupported-encoding",
              "Unsupported content encoding",
              "Content-Encoding is \"%s\". Send the body as it is.".formatted(encoding))
          .asException();
    }
    String mediaType =
        request.entity().getContentType().mediaType().toString().toLowerCase(Locale.ROOT);
    return reader.read(mediaType.equals("none/none") ? "" : mediaType, headers, body);
  }

  private CompletionStage<byte[]> body(HttpRequest request, Materializer materializer) {
    return request
        .entity()
        .withSizeLimit(settings.maxBodyBytes())
        .toStrict(BODY_TIMEOUT_MS, materializer)
        .thenApply(strict -> strict.getData().toArray())
        .exceptionally(
            failure -> {
              throw isTooLarge(failure)
                  ? Problem.of(
                          413,
                          "too-large",
                          "Body too large",
                          "The body has more than %d bytes. Send the events in several requests."
                              .formatted(settings.maxBodyBytes()))
                      .asException()
                  : Problem.badRequest("The body did not arrive whole. Send it again.")
                      .asException();
            });
  }

  private static boolean isTooLarge(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof EntityStreamSizeException) {
        return true;
      }
    }
    return false;
  }

  private ProblemException unavailable(String detail) {
    metrics.unavailable();
    return Problem.unavailable(detail).asException();
  }
}
