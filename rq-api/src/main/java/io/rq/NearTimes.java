package io.rq;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/**
 * Refuses seconds that no time of Java's has. Jackson alone reads those with a great exponent as
 * none at all: the year 1970, a duration of zero.
 */
final class NearTimes extends DelegatingDeserializer {

  private static final Set<Class<?>> TIMES =
      Set.of(Instant.class, OffsetDateTime.class, ZonedDateTime.class, Duration.class);

  /** More digits than a {@code long} has. */
  private static final int TOO_MANY_DIGITS = 20;

  private NearTimes(ValueDeserializer<?> usual) {
    super(usual);
  }

  @Override
  protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> usual) {
    return new NearTimes(usual);
  }

  @Override
  public @Nullable Object deserialize(JsonParser tokens, DeserializationContext context) {
    return tokens.currentToken() == JsonToken.VALUE_NUMBER_FLOAT && isFarAway(tokens)
        ? context.reportInputMismatch(this, "the number of seconds is out of range")
        : super.deserialize(tokens, context);
  }

  private static boolean isFarAway(JsonParser tokens) {
    if (tokens.isNaN()) {
      return true;
    }
    long digits = tokens.getDecimalValue().precision() - (long) tokens.getDecimalValue().scale();
    return digits >= TOO_MANY_DIGITS;
  }

  /** Puts it where it belongs. */
  static final class Modifier extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public ValueDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> usual) {
      return TIMES.contains(bean.getBeanClass()) ? new NearTimes(usual) : usual;
    }
  }
}
