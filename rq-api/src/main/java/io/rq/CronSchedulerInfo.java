package io.rq;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cron scheduler as others see it, of Java's or of Python's, as it was when it was read (CR-11).
 *
 * @param name its name
 * @param host its machine
 * @param pid its process; zero where a foreign record does not say
 * @param createdAt when it was made; {@code null} where a foreign record does not say
 * @param configFile the file or module that declares its entries; empty: none
 * @param jobs its entries, for looking at (CR-12); empty where a foreign record cannot be read
 * @param lastHeartbeat when it was last heard of; {@code null}: not yet
 */
public record CronSchedulerInfo(
    SchedulerName name,
    String host,
    long pid,
    @Nullable Instant createdAt,
    String configFile,
    List<CronJobInfo> jobs,
    @Nullable Instant lastHeartbeat) {

  /** Keeps its own copy of the list. */
  public CronSchedulerInfo {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(configFile, "configFile");
    jobs = List.copyOf(jobs);
  }

  /** The same, heard of at that time. */
  public CronSchedulerInfo heardOf(Instant time) {
    return new CronSchedulerInfo(name, host, pid, createdAt, configFile, jobs, time);
  }

  CronSchedulerInfo with(List<CronJobInfo> newJobs, String newConfigFile) {
    return new CronSchedulerInfo(name, host, pid, createdAt, newConfigFile, newJobs, lastHeartbeat);
  }
}
