package io.rq;

import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A method reference, read: the method it names, and the object it is bound to. It is read from the
 * {@link SerializedLambda} that a serialisable reference stands for; bytecode is never looked at.
 *
 * @param function the method
 * @param receiver the object of {@code object::method}; {@code null} for {@code Type::method}
 */
record MethodReference(Invocable function, @Nullable Object receiver) {

  // The class of an unbound reference belongs to one place in the source, so it always names the
  // same method.
  private static final ClassValue<AtomicReference<@Nullable Invocable>> UNBOUND =
      new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable Invocable> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  /**
   * Reads the reference.
   *
   * @throws IllegalArgumentException if it is a lambda body, a constructor or a private method
   */
  static MethodReference of(Serializable function) {
    AtomicReference<@Nullable Invocable> known = UNBOUND.get(function.getClass());
    Invocable invocable = known.get();
    if (invocable != null) {
      return new MethodReference(invocable, null);
    }
    SerializedLambda lambda = read(function);
    refuseUnlessMethod(lambda);
    invocable = find(lambda, function.getClass().getClassLoader());
    if (lambda.getCapturedArgCount() == 1) {
      return new MethodReference(invocable, lambda.getCapturedArg(0));
    }
    known.set(invocable);
    return new MethodReference(invocable, null);
  }

  private static SerializedLambda read(Serializable function) {
    try {
      Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      return (SerializedLambda) writeReplace.invoke(function);
    } catch (NoSuchMethodException | ClassCastException e) {
      throw new IllegalArgumentException(
          function.getClass().getName()
              + " is not a method reference: pass Type::method or object::method",
          e);
    } catch (InaccessibleObjectException | IllegalAccessException e) {
      throw new IllegalArgumentException(
          "The module of "
              + function.getClass().getName()
              + " does not let RQ read its method references: add 'opens <package> to io.rq' to its module-info",
          e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "Cannot read the method reference " + function.getClass().getName(), e);
    }
  }

  private static void refuseUnlessMethod(SerializedLambda lambda) {
    String where = lambda.getCapturingClass().replace('/', '.');
    if (lambda.getImplMethodName().startsWith("lambda$")) {
      throw new IllegalArgumentException(
          "A lambda body cannot be processed by workers (in "
              + where
              + "): it has no name that another process could call. Move it to a method and pass a reference to that, such as"
              + " Words::countAt. (References to varargs methods with spread arguments, to super:: and to arrays"
              + " are lambda bodies to Java, too.)");
    }
    if (lambda.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
      throw new IllegalArgumentException(
          "A constructor cannot be processed by workers (in "
              + where
              + "): pass a reference to a method");
    }
  }

  private static Invocable find(SerializedLambda lambda, @Nullable ClassLoader loader) {
    String className = lambda.getImplClass().replace('/', '.');
    try {
      Class<?> owner = Class.forName(className, false, loader);
      Class<?>[] parameters =
          MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader)
              .parameterArray();
      Method method = Methods.find(owner, lambda.getImplMethodName(), parameters);
      if (Modifier.isPrivate(method.getModifiers())) {
        throw new IllegalArgumentException(
            "The private method "
                + className
                + "."
                + method.getName()
                + " cannot be processed by workers: make it visible");
      }
      return Invocable.of(receiverClass(lambda, owner, method, loader), method);
    } catch (ClassNotFoundException | NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "Cannot find the method that the reference to " + className + " names", e);
    }
  }

  // A method that is inherited belongs to the class that it is called on, not to the one that
  // declares it.
  private static Class<?> receiverClass(
      SerializedLambda lambda, Class<?> declared, Method method, @Nullable ClassLoader loader) {
    if (Modifier.isStatic(method.getModifiers())) {
      return declared;
    }
    Class<?> actual =
        lambda.getCapturedArgCount() == 1
            ? lambda.getCapturedArg(0).getClass()
            : MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(), loader)
                .parameterType(0);
    while (isGenerated(actual) && declared.isAssignableFrom(actual.getSuperclass())) {
      actual = actual.getSuperclass();
    }
    return declared.isInterface() || isGenerated(actual) ? declared : actual;
  }

  // Proxies that frameworks put around objects have names that no other process knows.
  private static boolean isGenerated(Class<?> type) {
    return type.isHidden() || type.isSynthetic() || type.getName().contains("$$");
  }
}
