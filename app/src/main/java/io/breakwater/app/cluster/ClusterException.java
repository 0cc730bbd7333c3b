package io.breakwater.app.cluster;

/** A Flink cluster does not answer, or refuses; the message is one sentence. */
public final class ClusterException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ClusterException(String sentence) {
    super(sentence);
  }

  ClusterException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
