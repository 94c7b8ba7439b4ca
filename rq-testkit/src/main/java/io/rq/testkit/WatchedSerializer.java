package io.rq.testkit;

import io.rq.CallData;
import io.rq.SerializationException;
import io.rq.Serializer;
import io.rq.spi.Bytes;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A serializer that keeps the arguments it wrote, to see whether the program changed one of them
 * afterwards: the job would not know. It also knows why a job's result was lost.
 */
final class WatchedSerializer implements Serializer {

  /** What RQ stores instead of a result that cannot be written (RES-08). */
  static final String INSTEAD = "Unserializable return value";

  /** So much of a value tells enough. */
  private static final int MOST = 200;

  private record Written(CallData call, List<Type> types, Bytes bytes) {}

  private final Serializer real;
  private final List<Written> written = new ArrayList<>();
  private final ThreadLocal<@Nullable String> refusal = new ThreadLocal<>();
  private final Map<Bytes, String> lost = Collections.synchronizedMap(new IdentityHashMap<>());

  WatchedSerializer(Serializer real) {
    this.real = real;
  }

  @Override
  public Bytes writeCall(CallData call, List<Type> types) {
    Bytes bytes = real.writeCall(call, types);
    synchronized (written) {
      written.add(new Written(call, types, bytes));
    }
    return bytes;
  }

  /**
   * The arguments that are not what they were, one line each.
   *
   * @param site where the call of that data was enqueued, as the end of a line
   */
  List<String> changed(Function<Bytes, String> site) {
    synchronized (written) {
      return written.stream()
          .flatMap(before -> changes(before).map(line -> line + site.apply(before.bytes())))
          .toList();
    }
  }

  private Stream<String> changes(Written before) {
    String function = before.call().function();
    Bytes now;
    try {
      now = real.writeCall(before.call(), before.types());
    } catch (SerializationException e) {
      return Stream.of(function + ": cannot be written any more: " + e.getMessage());
    }
    return now.equals(before.bytes())
        ? Stream.empty()
        : differences(real.readCall(before.bytes()), real.readCall(now))
            .map(difference -> function + ": " + difference);
  }

  // Another order of a map is no change.
  private Stream<String> differences(CallData before, CallData now) {
    Stream<String> args =
        IntStream.range(0, before.args().size())
            .boxed()
            .flatMap(
                i -> difference("argument " + (i + 1), before.args().get(i), now.args().get(i)));
    Stream<String> kwargs =
        before.kwargs().keySet().stream()
            .flatMap(
                name ->
                    difference(
                        "argument '" + name + "'",
                        before.kwargs().get(name),
                        now.kwargs().get(name)));
    Stream<String> instance = difference("its object", before.instance(), now.instance());
    return Stream.of(instance, args, kwargs).flatMap(Function.identity());
  }

  private Stream<String> difference(String which, @Nullable Object before, @Nullable Object now) {
    Object was = plain(before);
    Object is = plain(now);
    return Objects.equals(was, is)
        ? Stream.empty()
        : Stream.of(which + " was " + brief(was) + " when it was enqueued, and is " + brief(is));
  }

  private @Nullable Object plain(@Nullable Object read) {
    return read == null ? null : real.convert(read, Object.class);
  }

  private static String brief(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() > MOST ? text.substring(0, MOST) + "…" : text;
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public CallData readCall(Bytes bytes) {
    return real.readCall(bytes);
  }

  @Override
  public @Nullable Object convert(@Nullable Object argument, Type type) {
    return real.convert(argument, type);
  }

  // What cannot be written is followed at once, on the same thread, by what is stored instead.
  @Override
  public Bytes write(@Nullable Object value) {
    String why = refusal.get();
    refusal.remove();
    try {
      Bytes bytes = real.write(value);
      if (why != null && INSTEAD.equals(value)) {
        lost.put(bytes, why);
      }
      return bytes;
    } catch (SerializationException e) {
      refusal.set(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** Why those very bytes were stored as a result; empty: they are what the job returned. */
  Optional<String> whyLost(Bytes result) {
    return Optional.ofNullable(lost.get(result));
  }

  @Override
  public @Nullable Object read(Bytes bytes, Type type) {
    return real.read(bytes, type);
  }
}
