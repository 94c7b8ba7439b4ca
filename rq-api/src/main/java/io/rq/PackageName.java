package io.rq;

import java.util.regex.Pattern;

/** The name of a package that workers may call; it stands for the packages below it too. */
final class PackageName {

  private static final String PART = "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*";
  private static final Pattern NAME = Pattern.compile(PART + "(\\." + PART + ")*");

  private PackageName() {}

  /**
   * That name, if a package can have it.
   *
   * @throws IllegalArgumentException otherwise
   */
  static String check(String name) {
    if (name.endsWith("*")) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' names no package: leave the \".*\" off, a package includes those below it");
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' names no package: expected a name such as com.acme.tasks");
    }
    return name;
  }

  /** Tells whether a package is that one, or lies below it. */
  static boolean includes(String allowed, String name) {
    return name.equals(allowed) || name.startsWith(allowed + ".");
  }
}
