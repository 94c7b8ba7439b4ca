package io.rq.testkit.contract;

import io.rq.spi.Backend;
import org.junit.jupiter.api.Nested;

/**
 * What a program sees of RQ, on any backend: enqueue, work, results, and the whole life of a job. A
 * backend's own test class extends this one and says how to open the backend, no more; {@link
 * BackendContract} has the finer rules of the waist below.
 */
public abstract class RqContract {

  /** For the test class of a backend. */
  protected RqContract() {}

  /**
   * Opens a backend on an empty installation. Called before each test; what it returns is closed
   * after the test.
   */
  protected abstract Backend openBackend();

  @Nested
  class Enqueue extends EnqueueBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Calls extends CallBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Jobs extends JobBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Queues extends QueueBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Pipelines extends PipelineBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Groups extends GroupBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Burst extends BurstBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Results extends ResultBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Expiry extends ExpiryBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Functions extends FunctionBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class InstanceMethods extends InstanceMethodBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Pickles extends PickleBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Serializers extends SerializerBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Synchronous extends SynchronousBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class SynchronousLife extends SynchronousLifeBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class InsideAJob extends InsideAJobBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class BadInput extends BadInputBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Work extends WorkBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Retries extends RetryBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Repeats extends RepeatBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Scheduling extends ScheduleBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Parents extends ParentsBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Executions extends ExecutionBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Schedulers extends SchedulerBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Crons extends CronBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class MissedTimes extends MissedRunsBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class CronPrograms extends CronProgramsBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class CronChanges extends CronChangeBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class CronDeclarations extends CronDeclarationBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class CronSchedulers extends CronSchedulerBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Dependencies extends DependencyBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class LostParents extends LostParentBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class LostRuns extends LostRunBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class GenericTypes extends GenericTypeBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Registries extends RegistryBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class CallbacksOfJobs extends CallbackBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Webhooks extends WebhookBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Actions extends ActionBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Concurrency extends ConcurrencyBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Races extends RaceBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Workers extends InterruptionBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class WorkersAsSeen extends WorkerInfoBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class OptionsOfWorkers extends WorkerOptionBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Shutdown extends ShutdownBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class GivingUp extends GivingUpBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Executors extends ExecutorBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class ExceptionHandlers extends ExceptionHandlerBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Pools extends PoolBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class AwaitedResults extends AwaitedResultBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Configuration extends ConfigBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class DeclaredJobs extends DeclaredBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }

  @Nested
  class Interceptors extends InterceptorBehaviour {
    @Override
    Backend openBackend() {
      return RqContract.this.openBackend();
    }
  }
}
