package io.rq;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One call of one method, with the arguments that a job brought. */
final class Invocation {

  private final Method method;
  private final @Nullable Object receiver;
  private final @Nullable Object[] args;

  private Invocation(Method method, @Nullable Object receiver, @Nullable Object[] args) {
    this.method = method;
    this.receiver = receiver;
    this.args = args;
  }

  /**
   * Binds a call to its method.
   *
   * @throws NoSuchFunctionException if the method takes other arguments, or nobody knows its object
   * @throws DeserializationException if an argument does not fit its parameter
   */
  static Invocation bind(
      Method method, CallData call, Serializer serializer, InstanceResolver instances) {
    return new Invocation(
        method, receiver(method, call, serializer, instances), arguments(method, call, serializer));
  }

  private static @Nullable Object receiver(
      Method method, CallData call, Serializer serializer, InstanceResolver instances) {
    Class<?> owner = method.getDeclaringClass();
    if (Modifier.isStatic(method.getModifiers())) {
      return null;
    }
    if (call.instance() != null) {
      return serializer.convert(call.instance(), owner);
    }
    return instances
        .resolve(owner)
        .orElseThrow(
            () ->
                new NoSuchFunctionException(
                    call.function()
                        + " is an instance method, and no InstanceResolver hands out a "
                        + owner.getName()
                        + ": give one to Rq.Builder.instances(...)"));
  }

  private static @Nullable Object[] arguments(Method method, CallData call, Serializer serializer) {
    Parameter[] parameters = method.getParameters();
    Type[] types = method.getGenericParameterTypes();
    int given = call.args().size() + call.kwargs().size();
    if (given != parameters.length) {
      throw new NoSuchFunctionException(
          call.function()
              + " takes "
              + parameters.length
              + " arguments ("
              + FunctionPath.parameterNames(method)
              + "), but the job brings "
              + given);
    }
    Map<String, @Nullable Object> named = new LinkedHashMap<>(call.kwargs());
    @Nullable Object[] values = new @Nullable Object[parameters.length];
    for (int i = 0; i < values.length; i++) {
      String name = parameters[i].getName();
      boolean positional = i < call.args().size();
      if (!positional && !named.containsKey(name)) {
        throw new NoSuchFunctionException(
            call.function()
                + " has no parameters named "
                + named.keySet()
                + (parameters[i].isNamePresent()
                    ? ""
                    : "; compile its class with -parameters to call it by name"));
      }
      Object raw = positional ? call.args().get(i) : named.remove(name);
      values[i] = argument(call, i, types[i], raw, serializer);
    }
    return values;
  }

  private static @Nullable Object argument(
      CallData call, int index, Type type, @Nullable Object raw, Serializer serializer) {
    try {
      return serializer.convert(raw, type);
    } catch (DeserializationException e) {
      throw new DeserializationException(
          "Argument " + (index + 1) + " of " + call.function() + " does not fit: " + e.getMessage(),
          e);
    }
  }

  /**
   * Makes the call. A value that comes later is waited for (J-31).
   *
   * @throws Throwable what the method throws
   */
  @Nullable Object call() throws Throwable {
    method.trySetAccessible();
    try {
      Object value = method.invoke(receiver, args);
      return value instanceof CompletionStage<?> later ? later.toCompletableFuture().get() : value;
    } catch (InvocationTargetException | ExecutionException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
