package io.rq;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Reads {@link RqCron} annotations. */
final class CronMethods {

  private CronMethods() {}

  static List<CronEntry> of(Rq rq, Class<?> type) {
    List<CronEntry> entries =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(RqCron.class))
            .sorted(Comparator.comparing(Method::getName))
            .map(method -> read(rq, type, method))
            .toList();
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(
          type.getName() + " declares no cron entry: no method of its own carries @RqCron");
    }
    return entries;
  }

  private static CronEntry read(Rq rq, Class<?> type, Method method) {
    try {
      return entry(rq, type, method);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "@RqCron of " + type.getName() + "." + method.getName() + ": " + e.getMessage(), e);
    }
  }

  private static CronEntry entry(Rq rq, Class<?> type, Method method) {
    RqCron cron = method.getAnnotation(RqCron.class);
    refuseUnlessCallable(type, method, rq.instances());
    String name =
        cron.name().isEmpty() ? type.getSimpleName() + "-" + method.getName() : cron.name();
    CronEntry entry =
        CronFile.schedule(name, cron.value(), cron.interval(), call(rq, type, method))
            .onMissed(cron.onMissed());
    entry = cron.queue().isEmpty() ? entry : entry.queue(cron.queue());
    return cron.zone().isEmpty() ? entry : entry.zone(cron.zone());
  }

  private static Call<?> call(Rq rq, Class<?> type, Method method) {
    JobOptions options =
        method.isAnnotationPresent(RqJob.class)
            ? Declaration.of(rq, Invocable.of(type, method))
            : JobOptions.NONE;
    return Call.positional(Callee.of(FunctionPath.of(type, method)), options);
  }

  private static void refuseUnlessCallable(
      Class<?> type, Method method, InstanceResolver instances) {
    if (method.getParameterCount() > 0) {
      throw new IllegalArgumentException(
          "it has parameters: declare it by CronEntry.of(name, pattern, Call.of(...))");
    }
    if (Modifier.isPrivate(method.getModifiers())) {
      throw new IllegalArgumentException("it is private: make it visible");
    }
    if (!Modifier.isStatic(method.getModifiers()) && instances.resolve(type).isEmpty()) {
      throw new IllegalArgumentException(
          "it is an instance method, and no InstanceResolver hands out its object: make it"
              + " static, or give this Rq and the workers one: Rq.Builder.instances(...), in a test by @RqSettings");
    }
  }
}
