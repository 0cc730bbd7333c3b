package io.breakwater.domain.attribute;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The JSON form of a map of attributes: what the {@link AttributeCodec} in use makes of it. The
 * codec is one per process because Jackson, Akka and Flink each make mappers of their own.
 */
public final class StoredAttributes {
  private StoredAttributes() {}

  private static volatile AttributeCodec inUse = AttributeCodec.CLEAR;

  /** Sets the codec of this process; to be called once, before the first event is read. */
  public static void use(AttributeCodec codec) {
    inUse = Objects.requireNonNull(codec, "codec");
  }

  private static AttributeCodec codec(DatabindContext context) {
    Object own = context.getAttribute(AttributeCodec.class);
    return own instanceof AttributeCodec codec ? codec : inUse;
  }

  /** Writes attributes through the codec. */
  public static final class Serializer extends JsonSerializer<Map<String, String>> {
    @Override
    public void serialize(
        Map<String, String> attributes, JsonGenerator json, SerializerProvider context)
        throws IOException {
      json.writeStartObject();
      for (Map.Entry<String, String> entry : codec(context).encode(attributes).entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    }
  }

  /** Reads attributes through the codec. */
  @SuppressWarnings("unchecked")
  public static final class Deserializer extends JsonDeserializer<Map<String, String>> {
    @Override
    public Map<String, String> deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      if (!json.hasToken(JsonToken.START_OBJECT)) {
        return (Map<String, String>) context.handleUnexpectedToken(Map.class, json);
      }
      Map<String, String> stored = new LinkedHashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        if (!json.nextToken().isScalarValue()) {
          context.reportInputMismatch(String.class, "attribute \"%s\" must be a string", key);
        }
        if (!json.hasToken(JsonToken.VALUE_NULL)) {
          stored.put(key, json.getText());
        }
      }
      return codec(context).decode(stored);
    }
  }
}
