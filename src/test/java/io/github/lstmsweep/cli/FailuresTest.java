package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static final String MORE =
      "give it more with LSTM_SWEEP_MEMORY (lstm-sweep) or --driver-memory (spark-submit)";

  @Test
  void aHeapThatIsTooSmallIsToldWithWhatSetsIt() {
    for (String reason :
        new String[] {
          "Java heap space", "GC overhead limit exceeded", "Requested array size exceeds VM limit"
        }) {
      Error error = new OutOfMemoryError(reason);
      for (Throwable thrown : new Throwable[] {error, new CompletionException(error)}) {
        assertThat(said(thrown))
            .startsWith("Cannot go on: the Java heap of ")
            .contains(" is too small; " + MORE)
            .hasLineCount(1);
      }
    }
  }

  @Test
  void otherErrorsAreUnexpectedOnes() {
    assertThat(said(new OutOfMemoryError("unable to create native thread")))
        .startsWith(
            "Unexpected error: java.lang.OutOfMemoryError: unable to create native thread (");
    assertThat(said(new IllegalStateException("x"))).startsWith("Unexpected error: ");
  }

  private static String said(Throwable thrown) {
    StringWriter err = new StringWriter();
    assertThat(Failures.unexpected(thrown, new PrintWriter(err))).isEqualTo(1);
    return err.toString();
  }
}
