package io.github.lstmsweep.nd4j;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs the computations of a pack on one thread. ND4J ties devices and workspaces to threads, but
 * each minibatch is requested by a different thread.
 */
final class DeviceThread implements AutoCloseable {
  private static final WorkspaceConfiguration ARENA =
      WorkspaceConfiguration.builder()
          .policyAllocation(AllocationPolicy.STRICT)
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policySpill(SpillPolicy.REALLOCATE)
          .build();

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "lstm-sweep-device");
            made.setDaemon(true);
            return made;
          });

  /**
   * Starts a thread on a device.
   *
   * @param gpu number of the GPU that Spark gave the task; empty if it gave none
   */
  DeviceThread(Optional<Integer> gpu) {
    gpu.ifPresent(
        device -> thread.execute(() -> Nd4j.getAffinityManager().unsafeSetDevice(device)));
  }

  /**
   * Runs {@code work} on the thread and waits for it. An interrupt does not end the wait, because a
   * step must not stop halfway.
   */
  void run(Runnable work) {
    try {
      CompletableFuture.runAsync(work, thread).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw e;
    } catch (CancellationException e) {
      throw new IllegalStateException("a pack's thread ended before its work", e);
    }
  }

  /**
   * Runs {@code work} on this thread, with an arena for its arrays. Nothing that it makes outlives
   * it, and the next work with this name reuses the memory.
   */
  void inArena(String name, Runnable work) {
    MemoryWorkspace arena = Nd4j.getWorkspaceManager().getAndActivateWorkspace(ARENA, name);
    try {
      work.run();
    } finally {
      arena.close();
    }
  }

  @Override
  public void close() {
    thread.execute(() -> Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread());
    thread.shutdown();
  }
}
