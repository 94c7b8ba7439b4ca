package io.rq.redis.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a text that is read from left to right; blanks are passed over after each piece. */
final class Cursor {

  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
    skipBlanks();
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  /** The character here; it is not at the end. */
  char here() {
    return text.charAt(at);
  }

  boolean is(char c) {
    return !isAtEnd() && here() == c;
  }

  boolean isAt(String piece) {
    return text.startsWith(piece, at);
  }

  boolean isAt(Pattern pattern) {
    return matcher(pattern).lookingAt();
  }

  /** The next character, whatever it is; blanks after it stay. */
  char next() {
    return text.charAt(at++);
  }

  /** Passes over so many characters; blanks after them stay. */
  void skip(int length) {
    at += length;
  }

  /** Passes over that character if it is here. */
  boolean take(char c) {
    if (!is(c)) {
      return false;
    }
    at++;
    skipBlanks();
    return true;
  }

  void expect(char c) {
    if (!take(c)) {
      throw wrong("'" + c + "'");
    }
  }

  /** Passes over what is of that form; blanks after it stay. {@code null}: nothing here is. */
  @Nullable String takeRaw(Pattern pattern) {
    Matcher matcher = matcher(pattern);
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher.group();
  }

  /** Passes over a word of that form, which ends here. {@code null}: nothing here is. */
  @Nullable String take(Pattern pattern) {
    String word = takeRaw(pattern);
    if (word != null) {
      if (!isAtEnd() && Character.isJavaIdentifierPart(here())) {
        throw wrong("an end");
      }
      skipBlanks();
    }
    return word;
  }

  void skipBlanks() {
    while (!isAtEnd() && Character.isWhitespace(here())) {
      at++;
    }
  }

  IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        isAtEnd()
            ? expected + " is expected where it ends"
            : expected + " is expected at '" + here() + "', character " + (at + 1));
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
  }
}
