package io.rq;

import io.rq.spi.Bytes;
import io.rq.spi.Counters;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Plan;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job that is made, but not yet stored: whatever can be wrong with a call is found here, before
 * anything is written (SYNC-25).
 *
 * @param spec what is fixed
 * @param meta the user's map, serialised; {@code null}: none
 * @param made its state before it has any place
 * @param end the end of its queue it is put at
 * @param due when it is due; {@code null}: now
 * @param returnType what the function returns, as far as that is known
 */
record NewJob(
    JobSpec spec,
    @Nullable Bytes meta,
    JobState made,
    End end,
    @Nullable Instant due,
    Type returnType) {

  static NewJob of(Rq rq, QueueName queue, Call<?> call, @Nullable Instant due) {
    MethodReference reference = call.callee().reference();
    CallData data = callData(rq, call);
    JobOptions options = call.options();
    if (reference != null) {
      rq.functions().allow(reference.function());
    }
    if (due != null && options.dependency != null) {
      throw new IllegalArgumentException(
          "A job cannot wait for a time and for other jobs; let one of those enqueue it");
    }
    TimeLimit timeout = options.timeout != null ? options.timeout : rq.defaultTimeout();
    JobSpec spec =
        new JobSpec(
            options.id != null ? options.id : rq.ids().job(),
            queue,
            write(rq, call, data),
            options.description != null
                ? options.description
                : CallText.of(data.function(), data.args(), data.kwargs()),
            rq.now(),
            timeout.duration(),
            options.ttl,
            options.resultTtl,
            options.failureTtl,
            plan(rq, options, due != null));
    Map<String, @Nullable Object> meta = options.meta;
    Type returned = reference == null ? Object.class : reference.function().returnType();
    return new NewJob(
        spec,
        meta.isEmpty() ? null : write(rq, meta),
        new JobState(JobStatus.CREATED, null, null, null, null, null, counters(options)),
        options.end == null ? End.BACK : options.end,
        due,
        returned);
  }

  private static Bytes write(Rq rq, Map<String, @Nullable Object> meta) {
    try {
      return rq.serializer().write(meta);
    } catch (SerializationException e) {
      throw new SerializationException(
          "The meta " + meta.keySet() + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static Counters counters(JobOptions options) {
    return new Counters(
        options.retry == null ? null : options.retry.max(),
        0,
        options.repeat == null ? null : options.repeat.times());
  }

  private static Plan plan(Rq rq, JobOptions options, boolean scheduled) {
    Retry retry = options.retry == null ? null : options.retry.drawn(rq.random());
    Dependency on = options.dependency;
    return new Plan(
        retry == null
            ? null
            : new Plan.Retry(retry.max(), retry.intervals(), retry.end(), retry.only()),
        options.repeat == null ? null : new Plan.Repeat(options.repeat.wireIntervals()),
        on == null ? null : new Plan.Dependencies(on.parents(), on.failureAllowed()),
        callback(rq, options.onSuccess),
        callback(rq, options.onFailure),
        callback(rq, options.onStopped),
        options.group,
        options.webhooks,
        on != null ? on.end() : scheduled ? options.end : null);
  }

  private static Plan.@Nullable Callback callback(
      Rq rq, JobOptions.@Nullable CallbackOption option) {
    if (option == null) {
      return null;
    }
    MethodReference reference = option.callee().reference();
    if (reference != null) {
      refuseUnlessHandedOut(rq, reference.function());
      rq.functions().allow(reference.function());
    }
    return new Plan.Callback(option.callee().path(), option.timeout());
  }

  // A callback is stored by its name alone, so its object cannot travel (CB-02).
  private static void refuseUnlessHandedOut(Rq rq, Invocable callback) {
    if (!callback.isStatic() && rq.instances().resolve(callback.owner()).isEmpty()) {
      throw new IllegalArgumentException(
          "The callback "
              + callback
              + " is an instance method, and no InstanceResolver hands out its object: make it"
              + " static, or give this Rq and the workers one: Rq.Builder.instances(...), in a test by @RqSettings");
    }
  }

  /** The same job under another id, made at another time. */
  NewJob as(JobId id, Instant now) {
    JobSpec renamed =
        new JobSpec(
            id,
            spec.origin(),
            spec.data(),
            spec.description(),
            now,
            spec.timeout(),
            spec.ttl(),
            spec.resultTtl(),
            spec.failureTtl(),
            spec.plan());
    return new NewJob(renamed, meta, made, end, due, returnType);
  }

  /** The call alone, as it is stored. */
  static Bytes data(Rq rq, Call<?> call) {
    return write(rq, call, callData(rq, call));
  }

  private static Bytes write(Rq rq, Call<?> call, CallData data) {
    return rq.serializer().writeCall(data, call.callee().parameterTypes());
  }

  /** The call alone, its object resolved. */
  static CallData callData(Rq rq, Call<?> call) {
    MethodReference reference = call.callee().reference();
    return reference == null
        ? new CallData(call.callee().path(), null, call.args(), call.kwargs())
        : bound(rq, reference, call);
  }

  // Written down, a service would leave its fields, secrets included, in the store, and come back
  // as nothing.
  private static void refuseUnlessData(Rq rq, Invocable function, @Nullable Object receiver) {
    if (receiver == null || receiver.getClass() != function.owner()) {
      throw new SerializationException(
          "Cannot enqueue "
              + function
              + ": no InstanceResolver of this Rq knows "
              + function.owner().getName()
              + ", and the object itself cannot travel as that. Give this Rq and the workers one:"
              + " Rq.Builder.instances(...), in a test by @RqSettings");
    }
    try {
      rq.serializer().read(rq.serializer().write(receiver), function.owner());
    } catch (SerializationException | DeserializationException e) {
      throw new SerializationException(
          "Cannot enqueue "
              + function
              + ": its object ("
              + function.owner().getName()
              + ") cannot travel and come back. If it is a service, give this Rq and the workers an"
              + " InstanceResolver that knows its class: Rq.Builder.instances(...), in a test by @RqSettings",
          e);
    }
  }

  <R> Job<R> handle(Rq rq) {
    return new Job<>(rq, in(made), returnType);
  }

  JobRecord in(JobState state) {
    return JobRecord.of(spec, state, meta);
  }

  // Type::instanceMethod has its object as the first argument, object::method brings it along.
  private static CallData bound(Rq rq, MethodReference reference, Call<?> call) {
    Invocable function = reference.function();
    String path = function.path();
    if (function.isStatic()) {
      return new CallData(path, null, call.args(), call.kwargs());
    }
    boolean unbound = reference.receiver() == null;
    Object receiver = unbound ? call.args().get(0) : reference.receiver();
    List<@Nullable Object> args =
        unbound ? call.args().subList(1, call.args().size()) : call.args();
    boolean handedOut = rq.instances().resolve(function.owner()).isPresent();
    if (!handedOut) {
      refuseUnlessData(rq, function, receiver);
    }
    return new CallData(path, handedOut ? null : receiver, args, call.kwargs());
  }
}
