package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a sweep of two texts, whose best trials are each tested once. */
class ManyTextsCommandsTest {
  @TempDir Path folder;

  @Test
  void everyTextHasItsTestScoreAndItsModel() throws IOException {
    LocalSpark.session();
    text("a.txt", 1, "the cat sat on the mat ");
    text("b.txt", 2, "ein Hund lief um den Baum ");
    Path spec =
        Files.writeString(
            folder.resolve("texts.yaml"),
            """
            name: texts
            corpus: {values: [a.txt, b.txt]}
            windows: {train: 300, validation: 100, test: 50}
            parameters: {num_steps: 8, num_hiddens: 4, lr: [0.5, 1], seed: [0, 1], num_epochs: 2}
            """);
    Path out = folder.resolve("out");
    Shell run = Shell.run("run", spec, "--out", out);
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    assertThat(run.out())
        .contains("8 of 8 trials in " + out + ": 8 OK")
        .anyMatch(line -> line.matches("test perplexity of .*a.txt: mean [0-9.]+, n 2"))
        .anyMatch(line -> line.matches("test perplexity of .*b.txt: mean [0-9.]+, n 2"))
        .anyMatch(line -> line.startsWith("The test perplexities are of 50 test windows"));
    Shell best = Shell.run("best", out, "--format", "csv");
    assertThat(best.out().get(0))
        .isEqualTo(
            "corpus,mean_validation_perplexity,seeds,vocab_size,unigram_perplexity,bigram_perplexity,trigram_perplexity,lr,seed,ok,trials,trial_id");
    String[] cells = best.out().get(2).split(",", -1);
    assertThat(cells[3]).isNotEqualTo(best.out().get(1).split(",", -1)[3]);
    Shell written = Shell.run("generate", out, "--trial", cells[cells.length - 1], "--length", "5");
    assertThat(written.exitCode()).as(written.err().toString()).isZero();
    Shell replay = Shell.run("replay", out);
    assertThat(replay.exitCode()).isEqualTo(2);
    assertThat(replay.err())
        .containsExactly(
            "Cannot replay rules on "
                + out
                + ": must have a corpus of at least 4 trials with curves of 4 epochs, and one that is"
                + " OK");
    Shell verify = Shell.run("verify", out, "--sample", "8");
    assertThat(verify.out()).contains("8 of 8 trials came out with the parameters of their rows");
  }

  private void text(String name, long seed, String words) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    while (text.length() < 700) {
      String[] all = words.strip().split(" ", -1);
      text.append(all[random.nextInt(all.length)]).append(' ');
    }
    Files.writeString(folder.resolve(name), text);
  }
}
