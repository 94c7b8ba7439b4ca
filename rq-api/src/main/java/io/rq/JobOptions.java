package io.rq;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the user said about a job; {@code null} where nothing was said. Never changed once made. */
final class JobOptions implements Cloneable {

  static final JobOptions NONE = new JobOptions();

  /** Where the calls of a declared job go. */
  @Nullable Queue queue;

  @Nullable JobId id;
  @Nullable String description;
  @Nullable TimeLimit timeout;
  @Nullable Duration ttl;
  @Nullable Retention resultTtl;
  @Nullable Retention failureTtl;
  Map<String, @Nullable Object> meta = Map.of();
  @Nullable End end;
  @Nullable Retry retry;
  @Nullable Repeat repeat;
  @Nullable Dependency dependency;
  @Nullable CallbackOption onSuccess;
  @Nullable CallbackOption onFailure;
  @Nullable CallbackOption onStopped;
  @Nullable String group;
  List<Webhook> webhooks = List.of();

  /**
   * A function to call at an event.
   *
   * @param callee the function
   * @param timeout how long it may take
   */
  record CallbackOption(Callee callee, Duration timeout) {}

  private JobOptions() {}

  /** A copy, changed before anybody else sees it. */
  JobOptions with(Consumer<JobOptions> change) {
    JobOptions copy = clone();
    change.accept(copy);
    return copy;
  }

  /** A copy in which a queue's defaults stand where nothing was said. */
  JobOptions orDefaults(JobOptions defaults) {
    return with(
        o -> {
          o.timeout = timeout != null ? timeout : defaults.timeout;
          o.resultTtl = resultTtl != null ? resultTtl : defaults.resultTtl;
        });
  }

  JobOptions withMeta(String key, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(meta);
    more.put(key, value);
    return with(o -> o.meta = more);
  }

  @Override
  protected JobOptions clone() {
    try {
      return (JobOptions) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }
}
