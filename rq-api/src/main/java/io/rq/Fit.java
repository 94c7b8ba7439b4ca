package io.rq;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Gives out what stands among the tokens as it is, where it fits the type that is wanted. Jackson
 * alone would make a text of anything.
 */
final class Fit extends DelegatingDeserializer {

  private final JavaType type;

  private Fit(ValueDeserializer<?> usual, JavaType type) {
    super(usual);
    this.type = type;
  }

  @Override
  protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> usual) {
    return new Fit(usual, type);
  }

  @Override
  public @Nullable Object deserialize(JsonParser tokens, DeserializationContext context) {
    return tokens.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT
        ? fit(tokens.getEmbeddedObject(), context)
        : super.deserialize(tokens, context);
  }

  private @Nullable Object fit(Object value, DeserializationContext context) {
    if (value instanceof Set<?> set && (type.isArrayType() || type.isCollectionLikeType())) {
      return again(PlainTokens.of(new ArrayList<>(set)), context);
    }
    if (value instanceof Map<?, ?> map && type.isMapLikeType()) {
      return wantsAny(map) ? map : again(PlainTokens.withTextKeys(map), context);
    }
    if (type.getRawClass().isInstance(value)) {
      return value;
    }
    Object time = null;
    if (value instanceof ZonedDateTime zoned) {
      time = time(zoned.toOffsetDateTime(), zoned);
    } else if (value instanceof OffsetDateTime offset) {
      time = time(offset, offset.toZonedDateTime());
    }
    return time != null
        ? time
        : context.reportInputMismatch(
            type, "%s is no %s", PlainValues.kind(value), type.toCanonical());
  }

  private @Nullable Object time(OffsetDateTime offset, ZonedDateTime zoned) {
    if (type.hasRawClass(Instant.class)) {
      return offset.toInstant();
    }
    if (type.hasRawClass(OffsetDateTime.class)) {
      return offset;
    }
    if (type.hasRawClass(ZonedDateTime.class)) {
      return zoned;
    }
    return type.hasRawClass(Date.class) ? Date.from(offset.toInstant()) : null;
  }

  private boolean wantsAny(Map<?, ?> map) {
    return type.getKeyType().isJavaLangObject()
        && type.getContentType().isJavaLangObject()
        && type.getRawClass().isInstance(map);
  }

  private @Nullable Object again(TokenBuffer tokens, DeserializationContext context) {
    return super.deserialize(tokens.asParserOnFirstToken(context), context);
  }

  /** Puts it where it belongs. */
  static final class Modifier extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public ValueDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> usual) {
      JavaType type = bean.getType();
      return type.isTypeOrSubTypeOf(JsonNode.class) || usual instanceof BeanDeserializerBase
          ? usual
          : new Fit(usual, type);
    }

    @Override
    public ValueDeserializer<?> modifyArrayDeserializer(
        DeserializationConfig config,
        ArrayType type,
        BeanDescription.Supplier bean,
        ValueDeserializer<?> usual) {
      return new Fit(usual, type);
    }

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
        DeserializationConfig config,
        CollectionType type,
        BeanDescription.Supplier bean,
        ValueDeserializer<?> usual) {
      return new Fit(usual, type);
    }

    @Override
    public ValueDeserializer<?> modifyMapDeserializer(
        DeserializationConfig config,
        MapType type,
        BeanDescription.Supplier bean,
        ValueDeserializer<?> usual) {
      return new Fit(usual, type);
    }
  }
}
