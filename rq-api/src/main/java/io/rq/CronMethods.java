package io.rq;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Reads {@link RqCron} annotations. */
final class CronMethods {

  private CronMethods() {}

  static List<CronEntry> of(Class<?> type, InstanceResolver instances) {
    List<CronEntry> entries =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(RqCron.class))
            .sorted(Comparator.comparing(Method::getName))
            .map(method -> entry(type, method, instances))
            .toList();
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(
          type.getName() + " declares no cron entry: no method of its own carries @RqCron");
    }
    return entries;
  }

  private static CronEntry entry(Class<?> type, Method method, InstanceResolver instances) {
    RqCron cron = method.getAnnotation(RqCron.class);
    refuseUnlessCallable(type, method, instances);
    String name =
        cron.name().isEmpty() ? type.getSimpleName() + "-" + method.getName() : cron.name();
    Call<?> call = Call.path(FunctionPath.of(type, method));
    CronEntry entry =
        CronFile.schedule(name, cron.value(), cron.interval(), call)
            .queue(cron.queue())
            .onMissed(cron.onMissed());
    return cron.zone().isEmpty() ? entry : entry.zone(cron.zone());
  }

  private static void refuseUnlessCallable(
      Class<?> type, Method method, InstanceResolver instances) {
    String which = "@RqCron method " + type.getName() + "." + method.getName();
    if (method.getParameterCount() > 0) {
      throw new IllegalArgumentException(
          which + " has parameters: declare it by CronEntry.of(name, pattern, Call.of(...))");
    }
    if (Modifier.isPrivate(method.getModifiers())) {
      throw new IllegalArgumentException(which + " is private: make it visible");
    }
    if (!Modifier.isStatic(method.getModifiers()) && instances.resolve(type).isEmpty()) {
      throw new IllegalArgumentException(
          which
              + " is an instance method, and no InstanceResolver hands out its object: make it"
              + " static, or give this Rq and the workers one: Rq.Builder.instances(...)");
    }
  }
}
