package io.rq.testkit.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rq.JobId;
import io.rq.JobStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a record must be for Python's workers and {@code rq info} to survive reading it: section 7.1
 * of the wire protocol.
 */
final class PythonRules {

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z";
  private static final String NUMBER = "-?\\d+";
  private static final String NUMBERS = "\\[(-?\\d+(, -?\\d+)*)?]";

  private static final Map<String, Predicate<String>> OF_A_JOB =
      Map.ofEntries(
          orEmpty("created_at", TIME),
          orEmpty("enqueued_at", TIME),
          orEmpty("started_at", TIME),
          orEmpty("ended_at", TIME),
          orEmpty("last_heartbeat", TIME),
          orEmpty("timeout", NUMBER),
          orEmpty("ttl", NUMBER),
          orEmpty("result_ttl", NUMBER),
          orEmpty("failure_ttl", NUMBER),
          orEmpty("retries_left", NUMBER),
          orEmpty("number_of_retries", NUMBER),
          orEmpty("repeats_left", NUMBER),
          orEmpty("retry_intervals", NUMBERS),
          orEmpty("repeat_intervals", NUMBERS),
          orEmpty("allow_dependency_failures", NUMBER),
          orEmpty("enqueue_at_front_on_retry", NUMBER),
          always("enqueue_at_front", NUMBER),
          always("success_callback_timeout", NUMBER),
          always("failure_callback_timeout", NUMBER),
          always("stopped_callback_timeout", NUMBER),
          orEmpty("dependency_ids", "\\[(\"[A-Za-z0-9_-]+\"(, \"[A-Za-z0-9_-]+\")*)?]"),
          orEmpty("dependency_id", "[A-Za-z0-9_-]+"),
          Map.entry("status", text -> JobStatus.ofWireName(text).isPresent()),
          Map.entry("data", text -> !text.isEmpty()));

  private static final Map<String, Predicate<String>> OF_A_WORKER =
      Map.ofEntries(
          orEmpty("birth", TIME),
          orEmpty("last_heartbeat", TIME),
          orEmpty("death", TIME),
          always("pid", NUMBER),
          always("successful_job_count", NUMBER),
          always("failed_job_count", NUMBER),
          always("total_working_time", "\\d+(\\.\\d+)?(e-?\\d+)?"),
          always("current_job_working_time", "\\d+(\\.\\d+)?(e-?\\d+)?"),
          orEmpty("current_job", "[A-Za-z0-9_-]+"));

  private static final byte[] NOTHING = {};

  private PythonRules() {}

  private static Map.Entry<String, Predicate<String>> always(String field, String regex) {
    return Map.entry(field, Pattern.compile(regex).asMatchPredicate());
  }

  private static Map.Entry<String, Predicate<String>> orEmpty(String field, String regex) {
    return Map.entry(field, Pattern.compile(regex).asMatchPredicate().or(text -> text.isEmpty()));
  }

  /**
   * What is wrong with the record of a job, apart from what somebody else wrote there.
   *
   * @param theirs the fields that somebody else wrote; empty: none
   */
  static List<String> flawsOfJob(
      String id, Map<byte[], byte[]> record, Map<String, byte[]> theirs) {
    List<String> flaws = flaws(record, theirs, OF_A_JOB);
    if (!record.isEmpty() && theirs.isEmpty() && !JobId.isLegal(id)) {
      flaws.add("the id");
    }
    boolean theyWroteNone = !theirs.isEmpty() && theirs.getOrDefault("data", NOTHING).length == 0;
    if (!record.isEmpty() && !has(record, "data") && !theyWroteNone) {
      flaws.add("no data");
    }
    if (wrote(record, theirs, "retries_left")
        && text(record, "retry_intervals").equals("[]")
        && !text(record, "retries_left").equals("0")) {
      flaws.add("retries without intervals");
    }
    return flaws;
  }

  /** The same of a worker. */
  static List<String> flawsOfWorker(Map<byte[], byte[]> record, Map<String, byte[]> theirs) {
    return flaws(record, theirs, OF_A_WORKER);
  }

  private static List<String> flaws(
      Map<byte[], byte[]> record,
      Map<String, byte[]> theirs,
      Map<String, Predicate<String>> rules) {
    List<String> flaws = new ArrayList<>();
    record.forEach(
        (key, value) -> {
          String field = new String(key, UTF_8);
          boolean isTheirs = Arrays.equals(value, theirs.get(field));
          if (!isTheirs && !rules.getOrDefault(field, any -> true).test(new String(value, UTF_8))) {
            flaws.add(field + " = '" + new String(value, UTF_8) + "'");
          }
        });
    return flaws;
  }

  private static boolean wrote(
      Map<byte[], byte[]> record, Map<String, byte[]> theirs, String field) {
    return has(record, field)
        && !text(record, field).equals(new String(theirs.getOrDefault(field, NOTHING), UTF_8));
  }

  private static boolean has(Map<byte[], byte[]> record, String field) {
    return !text(record, field).isEmpty();
  }

  private static String text(Map<byte[], byte[]> record, String field) {
    return record.entrySet().stream()
        .filter(entry -> new String(entry.getKey(), UTF_8).equals(field))
        .map(entry -> new String(entry.getValue(), UTF_8))
        .findFirst()
        .orElse("");
  }
}
