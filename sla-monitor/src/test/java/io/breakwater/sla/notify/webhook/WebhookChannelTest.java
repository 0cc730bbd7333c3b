package io.breakwater.sla.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.notification.Notification.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookChannelTest {
  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(Executors.newCachedThreadPool());
    receiver.createContext(
        "/takes-it",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.createContext(
        "/hangs-in-the-body",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().flush();
          waitForTheEnd();
        });
    receiver.createContext("/never-answers", exchange -> waitForTheEnd());
    receiver.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    receiver.stop(0);
  }

  @Test
  void anAnswerOfTwoHundredIsSuccess() throws Exception {
    assertThat(send("/takes-it", Duration.ofSeconds(10))).isEmpty();
  }

  @Test
  void aReceiverThatHangsInTheBodyHasFailedWhenTheTimeIsOver() throws Exception {
    assertThat(send("/hangs-in-the-body", Duration.ofMillis(300)))
        .hasValueSatisfying(why -> assertThat(why).contains("did not answer within 300 ms"));
  }

  @Test
  void aReceiverThatNeverAnswersHasFailedWhenTheTimeIsOver() throws Exception {
    assertThat(send("/never-answers", Duration.ofMillis(300)))
        .hasValueSatisfying(why -> assertThat(why).contains("did not answer"));
  }

  private Optional<String> send(String path, Duration timeout) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + path);
    return new WebhookChannel(timeout)
        .send(notification(), url)
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private void waitForTheEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Notification notification() {
    return new Notification(
        "n1",
        "w1",
        "opened:1",
        "hook",
        "settlements",
        "subject",
        "body",
        "settlements",
        Priority.P1,
        Status.PENDING,
        null,
        0,
        "0af7651916cd43dd8448eb211c80319c",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        NOW,
        NOW);
  }
}
