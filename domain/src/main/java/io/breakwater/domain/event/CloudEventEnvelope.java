package io.breakwater.domain.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The context attributes of a CloudEvent 1.0 while they are being read, from a JSON object or from
 * headers. The first fault is kept, not thrown: a bare exception event may have fields of any name.
 */
final class CloudEventEnvelope {

  /** RFC 2045: type "/" subtype, then parameters. */
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "[\\w!#$&^.+-]+/[\\w!#$&^.+*-]+(\\s*;\\s*[\\w!#$&^.+-]+=([\\w!#$&^.+/:-]+|\"[^\"]*\"))*");

  private String specVersion;
  private String id;
  private String source;
  private String type;
  private Instant time;
  private String traceparent;
  private boolean hasData;
  private boolean hasDataBase64;
  private String faulty;
  private Supplier<String> fault;

  /** Notes the scalar, or the start of the object or array, that the parser stands at. */
  void note(String name, JsonParser p) throws IOException {
    JsonToken token = p.currentToken();
    switch (name) {
      case "data" -> hasData = token != JsonToken.VALUE_NULL;
      case "data_base64" -> {
        hasDataBase64 = token != JsonToken.VALUE_NULL;
        if (hasDataBase64 && token != JsonToken.VALUE_STRING) {
          fault(name, () -> "data_base64 is not a string");
        }
      }
      case "specversion",
          "id",
          "source",
          "type",
          "time",
          "subject",
          "datacontenttype",
          "dataschema" -> {
        if (token == JsonToken.VALUE_STRING) {
          note(name, p.getText());
        } else if (token != JsonToken.VALUE_NULL) {
          fault(name, () -> name + " is not a string");
        }
      }
      default -> noteExtension(name, token, p);
    }
  }

  /** Notes an attribute that came as a header. */
  void note(String name, String value) {
    if (value.isEmpty() && isCoreAttribute(name)) {
      fault(name, () -> name + " is empty");
      return;
    }
    switch (name) {
      case "specversion" -> {
        specVersion = value;
        if (!value.equals("1.0")) {
          fault(name, () -> "specversion is " + Rejection.excerpt(value) + " and must be \"1.0\"");
        }
      }
      case "id" -> id = value;
      case "type" -> type = value;
      case "source" -> {
        source = value;
        if (uri(value) == null) {
          fault(
              name, () -> "source is " + Rejection.excerpt(value) + " and must be a URI reference");
        }
      }
      case "time" -> {
        time = Rfc3339.parse(value);
        if (time == null) {
          fault(
              name,
              () ->
                  "time is "
                      + Rejection.excerpt(value)
                      + " and must be RFC 3339, such as 2026-03-31T15:12:00Z");
        }
      }
      case "datacontenttype" -> {
        if (!MEDIA_TYPE.matcher(value).matches()) {
          fault(
              name,
              () ->
                  "datacontenttype is "
                      + Rejection.excerpt(value)
                      + " and must be a media type, such as application/json");
        }
      }
      case "dataschema" -> {
        URI schema = uri(value);
        if (schema == null || !schema.isAbsolute()) {
          fault(
              name,
              () -> "dataschema is " + Rejection.excerpt(value) + " and must be an absolute URI");
        }
      }
      case "traceparent" -> traceparent = value;
      default -> checkExtensionName(name);
    }
  }

  private static boolean isCoreAttribute(String name) {
    return switch (name) {
      case "specversion",
          "id",
          "source",
          "type",
          "time",
          "subject",
          "datacontenttype",
          "dataschema" ->
          true;
      default -> false;
    };
  }

  private void noteExtension(String name, JsonToken token, JsonParser p) throws IOException {
    checkExtensionName(name);
    switch (token) {
      case VALUE_STRING -> traceparent = name.equals("traceparent") ? p.getText() : traceparent;
      case VALUE_NULL, VALUE_TRUE, VALUE_FALSE -> {}
      case VALUE_NUMBER_INT -> {
        if (p.getNumberType() != JsonParser.NumberType.INT) {
          fault(name, () -> "extension " + name + " is beyond the 32-bit integers");
        }
      }
      default -> fault(name, () -> "extension " + name + " is no string, boolean or integer");
    }
  }

  private void checkExtensionName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
        fault(
            name,
            () ->
                "attribute "
                    + Rejection.excerpt(name)
                    + " must be named with lower-case letters and digits only");
        return;
      }
    }
    if (name.isEmpty()) {
      fault(name, () -> "an attribute has no name");
    }
  }

  /** Most events are bare, and then nobody asks for the reason: it is worded when asked for. */
  private void fault(String attribute, Supplier<String> reason) {
    if (faulty == null) {
      faulty = attribute;
      fault = reason;
    }
  }

  /** True if a {@code specversion} came: then it claims to be a CloudEvent. */
  boolean claimed() {
    return specVersion != null || "specversion".equals(faulty);
  }

  /** True if attributes came that only a CloudEvent has. */
  boolean resembled() {
    return id != null || source != null || hasData || hasDataBase64;
  }

  /** Why this is not a valid CloudEvent, or null if it is one. */
  Rejection check() {
    if (!claimed()) {
      return missing("specversion");
    }
    if (faulty != null) {
      return Rejection.notACloudEvent(faulty, fault.get() + ".");
    }
    if (id == null) {
      return missing("id");
    }
    if (source == null) {
      return missing("source");
    }
    if (type == null) {
      return missing("type");
    }
    if (hasData && hasDataBase64) {
      return Rejection.notACloudEvent("data_base64", "it has both data and data_base64.");
    }
    return null;
  }

  private static Rejection missing(String attribute) {
    return Rejection.notACloudEvent(attribute, attribute + " is missing.");
  }

  String source() {
    return source;
  }

  String type() {
    return type;
  }

  /** Null if none came. */
  Instant time() {
    return time;
  }

  /** The distributed tracing extension, or null. */
  String traceparent() {
    return traceparent;
  }

  private static URI uri(String value) {
    try {
      return new URI(value);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
