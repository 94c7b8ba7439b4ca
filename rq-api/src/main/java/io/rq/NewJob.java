package io.rq;

import io.rq.spi.Bytes;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job that is made, but not yet stored: whatever can be wrong with a call is found here, before
 * anything is written (SYNC-25).
 *
 * @param spec what is fixed
 * @param meta the user's map, serialised; {@code null}: none
 * @param returnType what the function returns, as far as that is known
 */
record NewJob(JobSpec spec, @Nullable Bytes meta, Type returnType) {

  private static final TimeLimit DEFAULT_TIMEOUT = TimeLimit.of(Duration.ofMinutes(3));

  static NewJob of(Rq rq, QueueName queue, Call<?> call) {
    MethodReference reference = call.callee().reference();
    CallData data = callData(rq, call);
    JobOptions options = call.options();
    TimeLimit timeout = Objects.requireNonNullElse(options.timeout(), DEFAULT_TIMEOUT);
    JobSpec spec =
        new JobSpec(
            options.id() != null ? options.id() : rq.newJobId(),
            queue,
            write(rq, call, data),
            options.description() != null
                ? options.description()
                : CallText.of(data.function(), data.args(), data.kwargs()),
            rq.now(),
            timeout.duration(),
            options.ttl(),
            options.resultTtl(),
            options.failureTtl());
    Map<String, @Nullable Object> meta = options.meta();
    Type returned = reference == null ? Object.class : reference.function().returnType();
    return new NewJob(spec, meta.isEmpty() ? null : rq.serializer().write(meta), returned);
  }

  /** The call alone, as it is stored. */
  static Bytes data(Rq rq, Call<?> call) {
    return write(rq, call, callData(rq, call));
  }

  private static Bytes write(Rq rq, Call<?> call, CallData data) {
    MethodReference reference = call.callee().reference();
    return rq.serializer()
        .writeCall(data, reference == null ? List.of() : reference.function().parameterTypes());
  }

  private static CallData callData(Rq rq, Call<?> call) {
    MethodReference reference = call.callee().reference();
    return reference == null
        ? new CallData(call.callee().path(), null, call.args(), call.kwargs())
        : bound(rq, reference, call);
  }

  JobRecord in(JobState state) {
    return JobRecord.of(spec, state, meta);
  }

  // Type::instanceMethod has its object as the first argument, object::method brings it along.
  private static CallData bound(Rq rq, MethodReference reference, Call<?> call) {
    Invocable function = reference.function();
    String path = function.path();
    rq.functions().allow(function);
    if (function.isStatic()) {
      return new CallData(path, null, call.args(), call.kwargs());
    }
    boolean unbound = reference.receiver() == null;
    Object receiver = unbound ? call.args().get(0) : reference.receiver();
    List<@Nullable Object> args =
        unbound ? call.args().subList(1, call.args().size()) : call.args();
    boolean handedOut = rq.instances().resolve(function.owner()).isPresent();
    return new CallData(path, handedOut ? null : receiver, args, call.kwargs());
  }
}
