package io.rq;

import java.lang.reflect.InaccessibleObjectException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * How the serializers use Jackson: data only, no class named by a payload, no quiet conversions.
 */
final class Jackson {

  private static final Pattern SETTING =
      Pattern.compile(" \\((set|to avoid exception, disable) `?\\w*Feature\\.[^)]*\\)");

  private Jackson() {}

  /** That mapper made strict. */
  static JsonMapper.Builder strict(JsonMapper mapper) {
    return mapper
        .rebuild()
        .deactivateDefaultTyping()
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .withCoercionConfig(LogicalType.Textual, Jackson::refuseNumbers)
        .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .addModule(
            new SimpleModule("rq")
                .setSerializerModifier(new OnlyData())
                .setDeserializerModifier(new NearTimes.Modifier()));
  }

  private static void refuseNumbers(MutableCoercionConfig texts) {
    texts
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /**
   * What Jackson says is wrong, without settings of it that a user cannot reach, and what to do if
   * a module keeps it out.
   */
  static String complaint(Exception e) {
    String said =
        e instanceof JacksonException jackson
            ? jackson.getOriginalMessage()
            : String.valueOf(e.getMessage());
    String line = SETTING.matcher(said).replaceAll("");
    return isShutOut(e)
        ? line
            + "; its module does not let Jackson in: add 'opens <package> to io.rq,"
            + " tools.jackson.databind' to its module-info"
        : line;
  }

  private static boolean isShutOut(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalAccessException || cause instanceof InaccessibleObjectException) {
        return true;
      }
    }
    return false;
  }

  /** The class of a value, for messages. */
  static String className(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getName();
  }
}
