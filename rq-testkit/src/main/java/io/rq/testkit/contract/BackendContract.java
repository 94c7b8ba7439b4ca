package io.rq.testkit.contract;

import io.rq.spi.Backend;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * What every backend owes. A backend's own test class extends this one and says how to open the
 * backend, no more:
 *
 * <pre>{@code
 * class MyBackendContractTest extends BackendContract {
 *   @Override
 *   protected Backend openBackend() {
 *     return new MyBackend();
 *   }
 * }
 * }</pre>
 *
 * <p>The suite speaks through {@link io.rq.spi} only. Its clock stands still in January 2026 and
 * moves by arguments, so a backend whose server counts real time must take lengths of time from it,
 * never moments. It waits for no length of time to pass; it gives up on a call that should return
 * at once after ten seconds, and on any test after sixty.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
public abstract class BackendContract {

  private @Nullable Backend opened;

  /** For the test class of a backend. */
  protected BackendContract() {}

  /**
   * Opens a backend on an empty installation. Called before each test; what it returns is closed
   * after the test.
   */
  protected abstract Backend openBackend();

  @BeforeEach
  final void open() {
    opened = openBackend();
  }

  @AfterEach
  final void close() {
    if (opened != null) {
      opened.close();
    }
  }

  @Nested
  class Insert extends InsertContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Records extends RecordContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Plans extends PlanContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Claim extends ClaimContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Extend extends ExtendContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Commit extends CommitContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Placement extends PlacementContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Fencing extends FencingContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Overdue extends OverdueContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Promote extends PromoteContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Release extends ReleaseContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Cancel extends CancelContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Requeue extends RequeueContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Discard extends DiscardContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class CommitAndClaim extends CommitAndClaimContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class CommitEach extends CommitEachContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Annotate extends AnnotateContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Purge extends PurgeContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Compact extends CompactContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Forget extends ForgetContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Find extends FindContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Listing extends ListContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class LookingUp extends EntryContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Position extends PositionContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Queues extends QueuesContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Results extends ResultsContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Due extends DueContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Dependents extends DependentsContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Groups extends GroupsContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Stranded extends StrandedContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class AwaitWork extends AwaitWorkContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class AwaitResult extends AwaitResultContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Interrupts extends InterruptsContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Workers extends WorkersContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class WorkersAtWork extends WorkersAtWorkContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Signals extends SignalsContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Commands extends CommandsContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Executions extends ExecutionsContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Schedulers extends SchedulersContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Crons extends CronsContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  @Nested
  class Locks extends LocksContract {
    @Override
    Backend backend() {
      return openedBackend();
    }
  }

  private Backend openedBackend() {
    return Objects.requireNonNull(opened, "no backend: openBackend() must return one");
  }
}
