package io.breakwater.domain.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import io.breakwater.domain.event.Rfc3339;
import java.io.IOException;
import java.time.Instant;

/**
 * Instants as RFC 3339 text, in the form of the JDK and several times as fast: every record has
 * several of them. What else Jackson's own module reads, such as numbers, is read too.
 */
final class Instants {
  private Instants() {}

  static SimpleModule module() {
    return new SimpleModule("instants")
        .addSerializer(Instant.class, new Writer())
        .addDeserializer(Instant.class, new Reader());
  }

  private static final class Writer extends StdScalarSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    private Writer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant instant, JsonGenerator json, SerializerProvider context)
        throws IOException {
      json.writeString(Rfc3339.format(instant));
    }
  }

  private static final class Reader extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    private Reader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      Instant instant = Rfc3339.parse(json.getText());
      return instant != null ? instant : InstantDeserializer.INSTANT.deserialize(json, context);
    }
  }
}
