package io.rq;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A method that can be a job's function, with what reflection says about it kept at hand. */
final class Invocable {

  // Asking reflection costs more than most of a job's life in memory, and methods are few.
  private static final ClassValue<ConcurrentHashMap<Method, Invocable>> KNOWN =
      new ClassValue<>() {
        @Override
        protected ConcurrentHashMap<Method, Invocable> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private final Class<?> owner;
  private final Method method;
  private final String path;
  private final List<Type> parameterTypes;
  private final List<Parameter> parameters;

  private Invocable(Class<?> owner, Method method) {
    this.owner = owner;
    this.method = method;
    this.path = FunctionPath.of(owner, method);
    this.parameterTypes = List.of(method.getGenericParameterTypes());
    this.parameters = Arrays.asList(method.getParameters());
    method.trySetAccessible();
  }

  /**
   * A method of a class.
   *
   * @param owner the class whose objects it is called on, which may inherit it
   */
  static Invocable of(Class<?> owner, Method method) {
    return KNOWN.get(owner).computeIfAbsent(method, m -> new Invocable(owner, m));
  }

  Class<?> owner() {
    return owner;
  }

  /** The methods of this name, the one that a call runs first among them. */
  List<Method> namesakes() {
    return Methods.named(owner, method.getName());
  }

  /** The method's name on the wire. */
  String path() {
    return path;
  }

  boolean isStatic() {
    return Modifier.isStatic(method.getModifiers());
  }

  List<Type> parameterTypes() {
    return parameterTypes;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** The parameters, as in the source: {@code int a, int b}; without names where none are known. */
  String signature() {
    return parameters.stream()
        .map(
            parameter ->
                parameter.getType().getSimpleName()
                    + (parameter.isNamePresent() ? " " + parameter.getName() : ""))
        .collect(Collectors.joining(", "));
  }

  /** What the method is declared to return. */
  Type returnType() {
    return method.getGenericReturnType();
  }

  /** The type of the value of a stage; empty if the type is no stage. */
  static Optional<Type> laterType(Type type) {
    return type instanceof ParameterizedType generic
            && generic.getRawType() instanceof Class<?> raw
            && CompletionStage.class.isAssignableFrom(raw)
        ? Optional.of(generic.getActualTypeArguments()[0])
        : Optional.empty();
  }

  /**
   * Calls the method. A value that comes later is waited for (J-31).
   *
   * @throws Throwable what the method throws
   */
  @Nullable Object call(@Nullable Object receiver, @Nullable Object[] args) throws Throwable {
    try {
      Object value = method.invoke(receiver, args);
      return value instanceof CompletionStage<?> later ? later.toCompletableFuture().get() : value;
    } catch (InvocationTargetException | ExecutionException e) {
      throw e.getCause() == null ? e : e.getCause();
    } catch (IllegalAccessException e) {
      String closed = method.getDeclaringClass().getPackageName();
      throw new FunctionNotAllowedException(
          "The module of "
              + owner.getName()
              + " does not let RQ call "
              + path
              + ": add 'opens "
              + closed
              + " to io.rq, tools.jackson.databind' to its module-info; the second is for the types"
              + " of arguments and return values",
          e);
    }
  }

  @Override
  public String toString() {
    return path;
  }
}
