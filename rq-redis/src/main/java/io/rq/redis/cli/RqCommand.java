package io.rq.redis.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code rq}: finds the subcommand, and says what went wrong in one line. */
@Command(
    name = "rq",
    description = "RQ command line tool.",
    mixinStandardHelpOptions = true,
    versionProvider = RqCommand.Version.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It is done, or there was nothing to do.",
      "1:It failed: Redis, a file, the configuration, or what was asked for.",
      "2:The command line cannot be understood."
    },
    subcommands = GenerateCompletion.class)
public final class RqCommand implements Runnable {

  /** What stands before the host of a URL; it may have blanks, by mistake. */
  private static final Pattern SIGN_IN =
      Pattern.compile("(rediss?(?:-sentinel|-cluster)?://).*@", Pattern.CASE_INSENSITIVE);

  /** What stands for a character that could not be read. */
  private static final char LOST = '\ufffd';

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  private RqCommand() {}

  /** Runs a command and ends the program with its exit code. */
  public static void main(String[] arguments) {
    LogOptions.beginQuietly();
    System.exit(
        commandLine(Clock.systemUTC())
            .setOut(new PrintWriter(new OutputStreamWriter(System.out, charset()), true))
            .setErr(new PrintWriter(new OutputStreamWriter(System.err, charset()), true))
            .execute(arguments));
  }

  /**
   * What is printed in: what the locale says, but UTF-8 where that is C, as it is in many
   * containers; else bars would be question marks.
   */
  static Charset charset() {
    String locale = System.getProperty("native.encoding", "UTF-8");
    Charset said = Charset.isSupported(locale) ? Charset.forName(locale) : UTF_8;
    return said.equals(US_ASCII) ? UTF_8 : said;
  }

  static CommandLine commandLine(InstantSource clock) {
    return new CommandLine(new RqCommand())
        .addSubcommand(new WorkerCommand())
        .addSubcommand(new WorkerPoolCommand())
        .addSubcommand(new SchedulerCommand())
        .addSubcommand(new CronCommand())
        .addSubcommand(new EnqueueCommand())
        .addSubcommand(new InfoCommand(clock))
        .addSubcommand(new EmptyCommand())
        .addSubcommand(new RequeueCommand())
        .addSubcommand(new SuspendCommand())
        .addSubcommand(new ResumeCommand())
        .addSubcommand(new JobCommand())
        .addSubcommand(new DemoCommand())
        .setExecutionStrategy(RqCommand::execute)
        // An argument of enqueue that begins with @ is a file of its own kind.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(RqCommand::misunderstood)
        .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
  }

  @Override
  public void run() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    throw new ParameterException(command, "Which subcommand?");
  }

  // Java reads arguments in the locale, and what that has not is lost before anybody looks.
  private static int execute(ParseResult parsed) {
    if (parsed.originalArgs().stream().anyMatch(argument -> argument.indexOf(LOST) >= 0)) {
      throw new ParameterException(
          parsed.commandSpec().commandLine(),
          "An argument has a character that the locale does not have: set LC_ALL=C.UTF-8 or the like");
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int misunderstood(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    say(command, complaint(failure));
    command
        .getErr()
        .println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for help.");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  // What a command did not ask for may be a password: it is not shown.
  private static String complaint(ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(failure.getMessage());
    }
    String first = unmatched.getUnmatched().get(0);
    if (unmatched.isUnknownOption()) {
      return "There is no option " + first.replaceFirst("=.*", "");
    }
    if (failure.getCommandLine().getParent() == null) {
      return "There is no subcommand '"
          + first
          + "'"
          + unmatched.getSuggestions().stream()
              .findFirst()
              .map(nearest -> ": did you mean " + nearest + "?")
              .orElse("");
    }
    return "There are more arguments than it takes: "
        + unmatched.getUnmatched().size()
        + " too many";
  }

  private static int failed(Exception failure, CommandLine command) {
    say(command, Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString));
    if (command.getCommand() instanceof RedisCommand said && said.isVerbose()) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace, true));
      command.getErr().print(withoutSecrets(trace.toString()));
      command.getErr().flush();
    }
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static void say(CommandLine command, String message) {
    String line = withoutSecrets(message.strip().replaceAll("\\s*\\R\\s*", " "));
    PrintWriter err = command.getErr();
    err.println(Colour.RED.of("ERROR:") + " " + line);
    err.flush();
  }

  /** The text without what stands before the host of a URL of Redis: there may be a password. */
  static String withoutSecrets(String text) {
    return SIGN_IN.matcher(text).replaceAll("$1***@");
  }

  /** Says which RQ this is. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "RQ for Java "
            + Optional.ofNullable(RqCommand.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)"),
        "Layout in Redis of RQ 2.10"
      };
    }
  }
}
