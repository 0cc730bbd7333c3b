package io.breakwater.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlinkHttpTest {

  @Test
  void theInnermostCauseIsWhatAPersonReads() {
    assertThat(
            FlinkHttp.cause(
                """
                org.apache.flink.runtime.rest.handler.RestHandlerException: Could not execute.
                \tat a.B.c(B.java:1)
                Caused by: java.util.concurrent.CompletionException: outer
                \t... 4 more
                Caused by: java.lang.IllegalArgumentException: there is no job "x": choose one of [scoring]
                \t... 9 more
                """))
        .isEqualTo("there is no job \"x\": choose one of [scoring]");
  }

  @Test
  void whatHasNoCauseIsReadAsItIs() {
    assertThat(FlinkHttp.cause("Job not found")).isEqualTo("Job not found");
    assertThat(FlinkHttp.cause("")).isEqualTo("no reason given");
  }
}
