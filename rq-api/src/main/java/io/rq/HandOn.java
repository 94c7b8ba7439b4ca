package io.rq;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Lets Jackson leave alone what Python has and JSON has not: times, sets, maps whose keys are no
 * texts. They stand among the tokens as they are, for {@link PickleWriter}; unless a property says
 * how it is to look.
 */
final class HandOn extends StdSerializer<Object> {

  private static final Set<Class<?>> AS_THEY_ARE =
      Set.of(
          Instant.class,
          OffsetDateTime.class,
          ZonedDateTime.class,
          LocalDateTime.class,
          LocalDate.class,
          LocalTime.class,
          OffsetTime.class,
          ZoneOffset.class,
          Duration.class,
          UUID.class);

  private final ValueSerializer<?> usual;

  private HandOn(ValueSerializer<?> usual) {
    super(Object.class);
    this.usual = usual;
  }

  @Override
  public ValueSerializer<?> createContextual(
      SerializationContext context, @Nullable BeanProperty property) {
    JsonFormat.Value format = findFormatOverrides(context, property, usual.handledType());
    return format != null && (format.hasPattern() || format.hasShape())
        ? context.handleSecondaryContextualization(usual, property)
        : this;
  }

  @Override
  public void serialize(Object value, JsonGenerator tokens, SerializationContext context) {
    ((TokenBuffer) tokens).writeEmbeddedObject(value);
  }

  @Override
  public void serializeWithType(
      Object value, JsonGenerator tokens, SerializationContext context, TypeSerializer type) {
    serialize(value, tokens, context);
  }

  /** Puts it where it belongs. */
  static final class Modifier extends ValueSerializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public ValueSerializer<?> modifySerializer(
        SerializationConfig config, BeanDescription.Supplier bean, ValueSerializer<?> usual) {
      Class<?> type = bean.getBeanClass();
      return AS_THEY_ARE.contains(type) || Date.class.isAssignableFrom(type)
          ? new HandOn(usual)
          : usual;
    }

    @Override
    public ValueSerializer<?> modifyCollectionSerializer(
        SerializationConfig config,
        CollectionType type,
        BeanDescription.Supplier bean,
        ValueSerializer<?> usual) {
      return Set.class.isAssignableFrom(type.getRawClass()) ? new HandOn(usual) : usual;
    }

    @Override
    public ValueSerializer<?> modifyMapSerializer(
        SerializationConfig config,
        MapType type,
        BeanDescription.Supplier bean,
        ValueSerializer<?> usual) {
      return type.getKeyType().hasRawClass(String.class) ? usual : new HandOn(usual);
    }
  }
}
