package io.rq;

import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of one method, with the arguments that a job brought. */
final class Invocation {

  private final Invocable function;
  private final @Nullable Object receiver;
  private final @Nullable Object[] args;

  private Invocation(Invocable function, @Nullable Object receiver, @Nullable Object[] args) {
    this.function = function;
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
      Invocable function, CallData call, Serializer serializer, InstanceResolver instances) {
    return new Invocation(
        function,
        receiver(function, call, serializer, instances),
        arguments(function, call, serializer));
  }

  private static @Nullable Object receiver(
      Invocable function, CallData call, Serializer serializer, InstanceResolver instances) {
    return !function.isStatic() && call.instance() != null
        ? serializer.convert(call.instance(), function.owner())
        : receiver(function, instances);
  }

  /**
   * The object that a method is called on; {@code null} for a static one.
   *
   * @throws NoSuchFunctionException if nobody hands it out
   */
  static @Nullable Object receiver(Invocable function, InstanceResolver instances) {
    if (function.isStatic()) {
      return null;
    }
    Class<?> owner = function.owner();
    return instances
        .resolve(owner)
        .orElseThrow(
            () ->
                new NoSuchFunctionException(
                    function
                        + " is an instance method, and no InstanceResolver hands out a "
                        + owner.getName()
                        + ": give one to Rq.Builder.instances(...), in a test by @RqSettings"));
  }

  private static @Nullable Object[] arguments(
      Invocable function, CallData call, Serializer serializer) {
    List<Parameter> parameters = function.parameters();
    int given = call.args().size() + call.kwargs().size();
    refuseUnknown(function, call);
    if (given != parameters.size()) {
      throw new NoSuchFunctionException(
          call.function()
              + " takes "
              + parameters.size()
              + " arguments ("
              + function.signature()
              + "), but the job brings "
              + given);
    }
    @Nullable Object[] values = new @Nullable Object[parameters.size()];
    for (int i = 0; i < values.length; i++) {
      Object raw =
          i < call.args().size()
              ? call.args().get(i)
              : call.kwargs().get(parameters.get(i).getName());
      values[i] = argument(call, i, function.parameterTypes().get(i), raw, serializer);
    }
    return values;
  }

  // A name that no parameter has, or one whose argument was given by position already.
  private static void refuseUnknown(Invocable function, CallData call) {
    if (call.kwargs().isEmpty()) {
      return;
    }
    List<Parameter> parameters = function.parameters();
    List<String> open =
        parameters.stream().skip(call.args().size()).map(Parameter::getName).toList();
    List<String> unknown =
        call.kwargs().keySet().stream().filter(name -> !open.contains(name)).sorted().toList();
    if (!unknown.isEmpty()) {
      boolean named = parameters.stream().allMatch(Parameter::isNamePresent);
      throw new NoSuchFunctionException(
          call.function()
              + "("
              + function.signature()
              + ") has no parameter for what the job brings as "
              + unknown
              + (named ? "" : "; compile its class with -parameters to call it by name"));
    }
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
   * Makes the call.
   *
   * @throws Throwable what the method throws
   */
  @Nullable Object call() throws Throwable {
    return function.call(receiver, args);
  }
}
