package io.rq;

import io.rq.spi.Bytes;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes arguments, return values and meta as bytes, and reads them back (SER-02). Which serializer
 * wrote a job is recorded nowhere, so all programs on a queue must use the same one. Target types
 * come from the signature of the function that is called; nothing that was read ever chooses a
 * class.
 *
 * <p>Safe for use by many threads.
 */
public interface Serializer {

  /**
   * The serializer of that name, as configuration and command line have it: {@code json} or {@code
   * pickle} (SER-02). One of a program's own is passed as an object, to {@link
   * Rq.Builder#serializer}.
   *
   * @throws IllegalArgumentException if there is none of that name
   * @throws IllegalStateException if it needs a library that is not there
   */
  static Serializer named(String name) {
    return switch (name) {
      case "json" -> new JsonSerializer();
      case "pickle" -> new PickleSerializer();
      default ->
          throw new IllegalArgumentException(
              "No serializer is named '"
                  + name
                  + "': there is json, and there is pickle. Pass one of your own as an object");
    };
  }

  /** The name by which RQ knows it: {@code json} or {@code pickle}; or a name of its own. */
  String name();

  /**
   * Writes a call.
   *
   * @param types the declared types of the positional arguments; empty if they are not known
   * @throws SerializationException if an argument cannot be written; the message says which
   */
  Bytes writeCall(CallData call, List<Type> types);

  /**
   * Reads a call, with its arguments in the serializer's own form, for {@link #convert}.
   *
   * @throws DeserializationException if the bytes are not a call
   */
  CallData readCall(Bytes bytes);

  /**
   * Turns an argument of {@link #readCall} into a value of that type.
   *
   * @throws DeserializationException if it does not fit
   */
  @Nullable Object convert(@Nullable Object argument, Type type);

  /**
   * Writes a value.
   *
   * @throws SerializationException if it cannot be written
   */
  Bytes write(@Nullable Object value);

  /**
   * Reads a value of that type.
   *
   * @throws DeserializationException if the bytes are not such a value
   */
  @Nullable Object read(Bytes bytes, Type type);
}
