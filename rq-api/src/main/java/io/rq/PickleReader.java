package io.rq;

import io.rq.spi.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/**
 * Reads pickled bytes as what they say and no more: nothing is looked up, made or called, and
 * nothing is hashed, so that no payload can do harm here. {@link PlainValues} makes Java's values
 * of it.
 *
 * <p>The library's unpickler does the rest. Taken from it is whatever looks at its registry of
 * classes, which any code in the process may add to; makes room for a length that a payload merely
 * claims; forgets the order of dictionaries; or takes time that grows with the square of the
 * payload.
 */
final class PickleReader extends Unpickler {

  /** A dictionary: keys and values by turns. */
  record Dict(List<@Nullable Object> items) {}

  /** A set, or a frozen one. */
  record Elements(List<@Nullable Object> elements) {}

  /** What is to be made of arguments, of state and items that come later. */
  static final class Made {
    final PythonClass type;
    final @Nullable Object[] args;
    final List<@Nullable Object> items = new ArrayList<>(0);
    @Nullable Object state;

    /** What {@link PlainValues} made of it, if other places that hold it may have the same. */
    @Nullable Object value;

    Made(PythonClass type, @Nullable Object[] args) {
      this.type = type;
      this.args = args;
    }
  }

  private PickleReader() {}

  /**
   * Reads one pickle: {@code null}, booleans, numbers, texts, byte arrays, {@link List}s, {@code
   * Object[]} for tuples, {@link Dict}, {@link Elements}, {@link Made}, and {@link PythonClass}es
   * themselves. It may hold itself.
   *
   * @throws DeserializationException if it is none, or names what is not known
   */
  static @Nullable Object read(Bytes bytes, String what) {
    try {
      return new PickleReader().loads(bytes.array());
    } catch (DeserializationException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new DeserializationException(
          "The "
              + what
              + " is not a pickle; was it written by another serializer, such as json? "
              + e.getMessage(),
          e);
    }
  }

  @Override
  protected Object dispatch(short opcode) throws IOException {
    switch (opcode) {
      case Opcodes.SHORT_BINUNICODE -> stack.add(PythonText.decode(counted(1)));
      case Opcodes.BINUNICODE -> stack.add(PythonText.decode(counted(4)));
      case Opcodes.BINUNICODE8 -> stack.add(PythonText.decode(counted(8)));
      case Opcodes.BINSTRING -> stack.add(new String(counted(4), StandardCharsets.ISO_8859_1));
      case Opcodes.SHORT_BINBYTES -> stack.add(counted(1));
      case Opcodes.BINBYTES -> stack.add(counted(4));
      case Opcodes.BINBYTES8, Opcodes.BYTEARRAY8 -> stack.add(counted(8));
      case Opcodes.LONG4 -> stack.add(PickleUtils.decode_long(counted(4)));
      case Opcodes.LONG -> stack.add(number(PickleUtils.readline(input)));

      case Opcodes.APPENDS -> appendTo(stack.pop_all_since_marker());
      case Opcodes.POP_MARK -> stack.pop_all_since_marker();
      case Opcodes.EMPTY_SET -> stack.add(new Elements(new ArrayList<>()));
      case Opcodes.FROZENSET -> stack.add(new Elements(stack.pop_all_since_marker()));
      case Opcodes.ADDITEMS -> addTo(stack.pop_all_since_marker());
      case Opcodes.EMPTY_DICT -> stack.add(new Dict(new ArrayList<>()));
      case Opcodes.DICT -> stack.add(new Dict(pairs(stack.pop_all_since_marker())));
      case Opcodes.SETITEMS -> putInto(pairs(stack.pop_all_since_marker()));
      case Opcodes.SETITEM -> setItem();

      case Opcodes.GLOBAL ->
          stack.add(
              PythonClass.named(PickleUtils.readline(input) + "." + PickleUtils.readline(input)));
      case Opcodes.STACK_GLOBAL -> stackGlobal();
      case Opcodes.REDUCE, Opcodes.NEWOBJ -> make(stack.pop());
      case Opcodes.NEWOBJ_EX -> makeWithoutKwargs();
      case Opcodes.BUILD -> build();
      case Opcodes.INST, Opcodes.OBJ ->
          throw new PickleException("Instances of Python 2 are not read");
      default -> {
        return super.dispatch(opcode);
      }
    }
    return NO_RETURN_VALUE;
  }

  private byte[] counted(int width) throws IOException {
    long length = 0;
    byte[] count = input.readNBytes(width);
    if (count.length < width) {
      throw new PickleException("it ends too early");
    }
    for (int i = 0; i < width; i++) {
      length |= (count[i] & 0xffL) << (8 * i);
    }
    if (length < 0 || length > input.available()) {
      throw new PickleException(
          "it claims "
              + Long.toUnsignedString(length)
              + " bytes where it has "
              + input.available());
    }
    return input.readNBytes((int) length);
  }

  private static BigInteger number(String line) {
    String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
    if (digits.length() > PythonClass.MOST_DIGITS) {
      throw new PickleException("a number has " + digits.length() + " digits");
    }
    return new BigInteger(digits);
  }

  @SuppressWarnings("unchecked") // lists of this reader's own
  private void appendTo(List<@Nullable Object> items) {
    ((List<@Nullable Object>) stack.peek()).addAll(items);
  }

  private void addTo(List<@Nullable Object> elements) {
    ((Elements) stack.peek()).elements().addAll(elements);
  }

  private void setItem() {
    List<@Nullable Object> item = new ArrayList<>(2);
    item.add(stack.pop());
    item.add(0, stack.pop());
    putInto(item);
  }

  private void putInto(List<@Nullable Object> items) {
    List<@Nullable Object> into =
        stack.peek() instanceof Made made ? made.items : ((Dict) stack.peek()).items();
    into.addAll(items);
  }

  private static List<@Nullable Object> pairs(List<@Nullable Object> items) {
    if (items.size() % 2 != 0) {
      throw new PickleException("a key has no value");
    }
    return items;
  }

  private void stackGlobal() {
    String name = (String) stack.pop();
    stack.add(PythonClass.named((String) stack.pop() + "." + name));
  }

  private void makeWithoutKwargs() {
    Dict kwargs = (Dict) stack.pop();
    if (!kwargs.items().isEmpty()) {
      throw new PickleException("an object is made of arguments by name");
    }
    make(stack.pop());
  }

  private void make(@Nullable Object args) {
    if (!(stack.pop() instanceof PythonClass type) || !(args instanceof Object[] tuple)) {
      throw new PickleException("it calls what is no class, or with no tuple");
    }
    stack.add(type == PythonClass.GETATTR ? PythonClass.attribute(tuple) : new Made(type, tuple));
  }

  private void build() {
    Object state = stack.pop();
    ((Made) stack.peek()).state = state;
  }
}
