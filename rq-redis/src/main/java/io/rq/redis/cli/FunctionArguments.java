package io.rq.redis.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The arguments of a function as {@code rq enqueue} has them (CLI-10): {@code text}, {@code :json},
 * {@code %literal} of Python; with a name before {@code =}, {@code :=} or {@code %=}; and {@code
 * @file} in place of each text for what a file holds. JSON may have Python's {@code NaN} and {@code
 * Infinity}.
 *
 * @param args the positional ones
 * @param kwargs those with names
 */
record FunctionArguments(List<@Nullable Object> args, Map<String, @Nullable Object> kwargs) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  FunctionArguments {
    args = Collections.unmodifiableList(new ArrayList<>(args));
    kwargs = Collections.unmodifiableMap(new LinkedHashMap<>(kwargs));
  }

  private enum Mode {
    TEXT,
    JSON,
    LITERAL
  }

  /** Thrown for arguments that cannot be understood; with the words of RQ (CLI-11). */
  static final class NotUnderstood extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    NotUnderstood(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Reads all of them.
   *
   * @throws NotUnderstood if one is not of its form, or a name comes twice
   * @throws Failure if a file cannot be read
   */
  static FunctionArguments parse(List<String> texts) {
    List<@Nullable Object> args = new ArrayList<>();
    Map<String, @Nullable Object> kwargs = new LinkedHashMap<>();
    for (String text : texts) {
      Argument argument = Argument.parse(text);
      String name = argument.name;
      if (name == null) {
        args.add(argument.value((args.size() + 1) + ". non keyword argument"));
      } else if (kwargs.containsKey(name)) {
        throw new NotUnderstood("You can't specify multiple values for the same keyword.", null);
      } else {
        kwargs.put(name, argument.value(name));
      }
    }
    return new FunctionArguments(args, kwargs);
  }

  private record Argument(@Nullable String name, Mode mode, String text) {

    static Argument parse(String argument) {
      if (argument.startsWith(":")) {
        return new Argument(null, Mode.JSON, argument.substring(1));
      }
      if (argument.startsWith("%")) {
        return new Argument(null, Mode.LITERAL, argument.substring(1));
      }
      int sign = argument.indexOf('=');
      if (sign <= 0) {
        return new Argument(null, Mode.TEXT, argument);
      }
      String value = argument.substring(sign + 1);
      // As in RQ the first of these characters counts.
      if (argument.indexOf(':') == sign - 1) {
        return new Argument(argument.substring(0, sign - 1), Mode.JSON, value);
      }
      if (argument.indexOf('%') == sign - 1) {
        return new Argument(argument.substring(0, sign - 1), Mode.LITERAL, value);
      }
      return new Argument(argument.substring(0, sign), Mode.TEXT, value);
    }

    @Nullable Object value(String who) {
      String given = text.startsWith("@") ? read(text.substring(1)) : text;
      return switch (mode) {
        case TEXT -> given;
        case JSON -> json(who, given);
        case LITERAL -> literal(who, given);
      };
    }

    private static @Nullable Object json(String who, String given) {
      try {
        return JSON.readValue(given, Object.class);
      } catch (JacksonException e) {
        throw new NotUnderstood("Unable to parse " + who + " as JSON.", e);
      }
    }

    private static @Nullable Object literal(String who, String given) {
      try {
        return PythonLiteral.parse(given);
      } catch (IllegalArgumentException e) {
        throw new NotUnderstood(
            "Unable to eval " + who + " as Python object: " + e.getMessage(), e);
      }
    }

    private static String read(String file) {
      try {
        return Files.readString(Path.of(file), StandardCharsets.UTF_8);
      } catch (NoSuchFileException e) {
        throw new Failure("Could not open file '" + file + "': Not found", e);
      } catch (MalformedInputException e) {
        throw new Failure("The file '" + file + "' is no text in UTF-8", e);
      } catch (IOException e) {
        throw new Failure("Could not open file '" + file + "': " + e.getMessage(), e);
      }
    }
  }
}
