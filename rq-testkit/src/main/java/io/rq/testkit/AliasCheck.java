package io.rq.testkit;

import io.rq.CallData;
import io.rq.Serializer;
import io.rq.spi.Bytes;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A serializer that keeps the arguments it wrote, to see whether the program changed one of them
 * afterwards: the job would not know.
 */
final class AliasCheck implements Serializer {

  private record Written(CallData call, List<Type> types, Bytes bytes) {}

  private final Serializer real;
  private final List<Written> written = new ArrayList<>();

  AliasCheck(Serializer real) {
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

  /** The calls one of whose arguments is not what it was. */
  List<String> changed() {
    synchronized (written) {
      return written.stream().filter(this::isChanged).map(AliasCheck::text).toList();
    }
  }

  private boolean isChanged(Written before) {
    return !real.writeCall(before.call(), before.types()).equals(before.bytes());
  }

  private static String text(Written before) {
    return before.call().function() + " with " + before.call().args() + " by now";
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

  @Override
  public Bytes write(@Nullable Object value) {
    return real.write(value);
  }

  @Override
  public @Nullable Object read(Bytes bytes, Type type) {
    return real.read(bytes, type);
  }
}
