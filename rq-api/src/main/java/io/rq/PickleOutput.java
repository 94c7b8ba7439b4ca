package io.rq;

import io.rq.spi.Bytes;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import net.razorvine.pickle.Opcodes;

/**
 * The opcodes of protocol 5, in the forms and the order in which Python writes them, though in one
 * frame however much it is. (The library writes protocol 2, without bytes, frozen sets and time
 * zones of datetimes.)
 */
final class PickleOutput {

  private static final int PROTOCOL = 5;
  private static final int SHORTEST_FRAME = 4;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

  // Python refers back to what it wrote before by the identity of objects; so do we.
  private final IdentityHashMap<Object, Integer> memo = new IdentityHashMap<>();
  private final Map<String, Integer> globals = new HashMap<>();
  private int memoized;

  /** Writes an opcode. */
  void op(short opcode) {
    out.write(opcode);
  }

  /** Lets Python remember what was just written. */
  void memoize() {
    op(Opcodes.MEMOIZE);
    memoized++;
  }

  /** The same, and refers to it if the same object comes again. */
  void memoize(Object value) {
    memo.put(value, memoized);
    memoize();
  }

  /** Writes a reference, if that very object was written before. */
  boolean refer(Object value) {
    Integer index = memo.get(value);
    if (index != null) {
      refer(index.intValue());
    }
    return index != null;
  }

  private void refer(int index) {
    if (index <= 0xff) {
      op(Opcodes.BINGET);
      out.write(index);
    } else {
      op(Opcodes.LONG_BINGET);
      fixed(4, index);
    }
  }

  /** Writes a number. */
  void integer(long number) {
    if (number != (int) number) {
      integer(BigInteger.valueOf(number));
    } else if (number >= 0 && number <= 0xff) {
      op(Opcodes.BININT1);
      fixed(1, number);
    } else if (number >= 0 && number <= 0xffff) {
      op(Opcodes.BININT2);
      fixed(2, number);
    } else {
      op(Opcodes.BININT);
      fixed(4, number);
    }
  }

  /** Writes a number. */
  void integer(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      integer(number.longValue());
      return;
    }
    byte[] bytes = number.toByteArray();
    counted(bytes.length, Opcodes.LONG1, Opcodes.LONG4);
    for (int i = bytes.length - 1; i >= 0; i--) {
      out.write(bytes[i]);
    }
  }

  /** Writes a number. */
  void real(double number) {
    op(Opcodes.BINFLOAT);
    out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
  }

  /** Writes a text. */
  void text(String text) {
    byte[] bytes = PythonText.encode(text);
    counted(bytes.length, Opcodes.SHORT_BINUNICODE, Opcodes.BINUNICODE);
    out.writeBytes(bytes);
    memoize(text);
  }

  /** Writes bytes. */
  void bytes(byte[] bytes) {
    counted(bytes.length, Opcodes.SHORT_BINBYTES, Opcodes.BINBYTES);
    out.writeBytes(bytes);
    memoize(bytes);
  }

  /** Writes what is to be a class or a function in Python. */
  void global(String module, String name) {
    Integer index = globals.get(module + "." + name);
    if (index != null) {
      refer(index.intValue());
      return;
    }
    Integer sameModule = globals.get(module);
    if (sameModule != null) {
      refer(sameModule.intValue());
    } else {
      text(module);
      globals.put(module, memoized - 1);
    }
    text(name);
    op(Opcodes.STACK_GLOBAL);
    globals.put(module + "." + name, memoized);
    memoize();
  }

  /** Begins a tuple of so many elements. */
  void beginTuple(int size) {
    if (size > 3) {
      op(Opcodes.MARK);
    }
  }

  /** Ends it. */
  void endTuple(int size) {
    op(
        switch (size) {
          case 0 -> Opcodes.EMPTY_TUPLE;
          case 1 -> Opcodes.TUPLE1;
          case 2 -> Opcodes.TUPLE2;
          case 3 -> Opcodes.TUPLE3;
          default -> Opcodes.TUPLE;
        });
    if (size > 0) {
      memoize();
    }
  }

  private void counted(int length, short inOneByte, short inFour) {
    boolean isShort = length <= 0xff;
    op(isShort ? inOneByte : inFour);
    fixed(isShort ? 1 : 4, length);
  }

  private void fixed(int width, long number) {
    for (int i = 0; i < width; i++) {
      out.write((int) (number >> (8 * i)));
    }
  }

  /** Ends the pickle, and gives it. */
  Bytes finish() {
    op(Opcodes.STOP);
    byte[] body = out.toByteArray();
    boolean framed = body.length >= SHORTEST_FRAME;
    ByteBuffer pickle =
        ByteBuffer.allocate(2 + (framed ? 9 : 0) + body.length).order(ByteOrder.LITTLE_ENDIAN);
    pickle.put((byte) Opcodes.PROTO).put((byte) PROTOCOL);
    if (framed) {
      pickle.put((byte) Opcodes.FRAME).putLong(body.length);
    }
    return Bytes.of(pickle.put(body).array());
  }
}
