package io.breakwater.domain.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Several exception events in one body: a JSON array of bare objects and CloudEvents, or a
 * CloudEvents batch ({@code application/cloudevents-batch+json}), in which every element is a
 * CloudEvent.
 */
public sealed interface EventBatch {

  /** The content type of a CloudEvents batch. */
  String CLOUDEVENTS_BATCH = "application/cloudevents-batch+json";

  /** The elements in order; an empty batch is a valid one. */
  record Elements(List<Element> elements) implements EventBatch {}

  /** Not a batch at all. */
  record Refused(Rejection rejection) implements EventBatch {}

  /**
   * One element.
   *
   * @param value its own bytes, fit to be a record value
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Element(byte[] value, Reading reading) {}

  /**
   * Reads a JSON array of events.
   *
   * @param cloudEvents true if the content type is {@link #CLOUDEVENTS_BATCH}
   * @param maxElements more are refused
   */
  static EventBatch read(EventReader reader, byte[] body, boolean cloudEvents, int maxElements) {
    RawHeaders headers =
        cloudEvents
            ? RawHeaders.of(Map.of("content-type", "application/cloudevents+json"))
            : RawHeaders.NONE;
    List<Element> elements = new ArrayList<>();
    try (JsonParser p = reader.json().createParser(body)) {
      if (p.nextToken() != JsonToken.START_ARRAY) {
        return refused(RejectionCode.NOT_AN_OBJECT, "The batch is not a JSON array. Send one.");
      }
      while (p.nextToken() != JsonToken.END_ARRAY) {
        if (elements.size() == maxElements) {
          return refused(
              RejectionCode.TOO_LARGE,
              "The batch has more than %d events. Send several batches.".formatted(maxElements));
        }
        byte[] value = valueAt(p, body);
        elements.add(new Element(value, reader.read(value, headers)));
      }
      if (p.nextToken() != null) {
        return refused(RejectionCode.NOT_JSON, "There is text after the batch. Remove it.");
      }
      return new Elements(List.copyOf(elements));
    } catch (StreamConstraintsException e) {
      return refused(
          RejectionCode.TOO_DEEP,
          "The batch breaks a limit of the JSON reader: " + e.getOriginalMessage());
    } catch (IOException e) {
      String detail = e instanceof JacksonException j ? j.getOriginalMessage() : e.getMessage();
      return refused(
          RejectionCode.NOT_JSON,
          "The batch is not JSON: " + Rejection.excerpt(detail) + ". Send a JSON array in UTF-8.");
    }
  }

  /** The bytes of the value that the parser stands at; afterwards it stands at the value's end. */
  private static byte[] valueAt(JsonParser p, byte[] body) throws IOException {
    int from = (int) p.currentTokenLocation().getByteOffset();
    p.skipChildren();
    p.finishToken();
    int to = (int) p.currentLocation().getByteOffset();
    return Arrays.copyOfRange(body, from, to);
  }

  private static Refused refused(RejectionCode code, String reason) {
    return new Refused(new Rejection(code, null, reason));
  }
}
