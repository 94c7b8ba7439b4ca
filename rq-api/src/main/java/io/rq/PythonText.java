package io.rq;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Text as Python pickles it: UTF-8, in which half a surrogate pair is allowed to stand alone.
 * Java's own UTF-8 would put a question mark there.
 */
final class PythonText {

  private static final char REPLACEMENT = '\ufffd';

  private PythonText() {}

  static byte[] encode(String text) {
    return hasHalfPair(text) ? encodeByHand(text) : text.getBytes(UTF_8);
  }

  private static boolean hasHalfPair(String text) {
    return text.chars().anyMatch(c -> Character.isSurrogate((char) c))
        && text.codePoints().anyMatch(PythonText::isHalfPair);
  }

  private static boolean isHalfPair(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static byte[] encodeByHand(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 8);
    text.codePoints()
        .forEach(
            c -> {
              if (isHalfPair(c)) {
                out.write(0xe0 | (c >> 12));
                out.write(0x80 | ((c >> 6) & 0x3f));
                out.write(0x80 | (c & 0x3f));
              } else {
                out.writeBytes(Character.toString(c).getBytes(UTF_8));
              }
            });
    return out.toByteArray();
  }

  /**
   * Reads such bytes.
   *
   * @throws DeserializationException if they are no UTF-8
   */
  static String decode(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : decodeByHand(bytes);
  }

  // Either the text holds a replacement character of its own, or half a pair, or it is broken.
  private static String decodeByHand(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    int i = 0;
    while (i < bytes.length) {
      int first = bytes[i] & 0xff;
      int length = first < 0x80 ? 1 : first < 0xc0 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
      if (length == 0 || i + length > bytes.length) {
        throw notUtf8();
      }
      int codePoint = length == 1 ? first : first & (0x7f >> length);
      for (int j = 1; j < length; j++) {
        if ((bytes[i + j] & 0xc0) != 0x80) {
          throw notUtf8();
        }
        codePoint = (codePoint << 6) | (bytes[i + j] & 0x3f);
      }
      int shortest = length == 1 ? 0 : length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
      if (codePoint < shortest || !Character.isValidCodePoint(codePoint)) {
        throw notUtf8();
      }
      text.appendCodePoint(codePoint);
      i += length;
    }
    return text.toString();
  }

  private static DeserializationException notUtf8() {
    return new DeserializationException("A text in the pickle is not UTF-8");
  }
}
