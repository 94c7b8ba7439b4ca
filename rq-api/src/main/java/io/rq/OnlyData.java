package io.rq;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.bean.BeanSerializerBase;

/**
 * Keeps Jackson from writing the getters of threads, streams and lambdas as if they were data: a
 * class of the JDK is written only if Jackson knows it as a value. Keys of maps are texts there,
 * and a collection is none.
 */
final class OnlyData extends ValueSerializerModifier {

  private static final long serialVersionUID = 1L;

  @Override
  public ValueSerializer<?> modifySerializer(
      SerializationConfig config, BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
    return serializer instanceof BeanSerializerBase && !isData(bean.getBeanClass())
        ? new Refusal()
        : serializer;
  }

  @Override
  public ValueSerializer<?> modifyKeySerializer(
      SerializationConfig config,
      JavaType type,
      BeanDescription.Supplier bean,
      ValueSerializer<?> serializer) {
    return type.isContainerType() && !type.hasRawClass(byte[].class)
        ? new KeyRefusal()
        : serializer;
  }

  private static boolean isData(Class<?> type) {
    String name = type.getName();
    boolean ofTheJdk =
        name.startsWith("java.")
            || name.startsWith("javax.")
            || name.startsWith("jdk.")
            || name.startsWith("sun.")
            || name.startsWith("com.sun.");
    return !ofTheJdk && !type.isHidden();
  }

  private static final class KeyRefusal extends ValueSerializer<Object> {

    @Override
    public void serialize(Object key, JsonGenerator json, SerializationContext context) {
      context.reportMappingProblem(
          "%s cannot be the key of a map; only texts, numbers, times and the like can",
          key.getClass().getTypeName());
    }
  }

  private static final class Refusal extends ValueSerializer<Object> {

    @Override
    public void serialize(Object value, JsonGenerator json, SerializationContext context) {
      Class<?> type = value.getClass();
      context.reportBadDefinition(
          context.constructType(type), type.getName() + " is not plain data");
    }
  }
}
