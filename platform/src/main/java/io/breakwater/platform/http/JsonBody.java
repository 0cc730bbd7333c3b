package io.breakwater.platform.http;

import akka.http.javadsl.marshallers.jackson.Jackson;
import akka.http.javadsl.marshalling.Marshaller;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.RequestEntity;
import akka.http.javadsl.unmarshalling.Unmarshaller;
import io.breakwater.domain.json.Json;

/** JSON bodies in the one shape of {@link Json}. */
public final class JsonBody {
  private JsonBody() {}

  /** Writes an answer. */
  public static <T> Marshaller<T, RequestEntity> out() {
    return Jackson.marshaller(Json.mapper());
  }

  /** Reads a request's body; what does not parse is rejected as 400. */
  public static <T> Unmarshaller<HttpEntity, T> in(Class<T> type) {
    return Jackson.unmarshaller(Json.mapper(), type);
  }
}
