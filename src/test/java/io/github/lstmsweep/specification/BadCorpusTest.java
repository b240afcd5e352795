package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.trial.TextForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the messages for a corpus that cannot be used, next to those for the rest of the file. */
class BadCorpusTest extends SpecProblems {
  @Test
  void windowsLongerThanTheCorpusAllowsAreRefused() throws IOException {
    String spec = GOOD + "parameters: {num_steps: {values: [42, 43, 128]}}\n";
    assertThat(problems(file(spec), List.of(), (corpus, tokens, form) -> 15_042))
        .containsExactly(
            "Cannot set num_steps to 43: must be at most 42, as corpus harbour has 15042 tokens for 15000 windows",
            "Cannot set num_steps to 128: must be at most 42, as corpus harbour has 15042 tokens for 15000 windows");
    assertThat(problems(file(spec), List.of(), (corpus, tokens, form) -> 15_000))
        .containsExactly(
            "Cannot set corpus to harbour: must be a text of at least 15042 tokens for 10000 training and 5000 validation windows; it has 15000, so take a longer text or set windows");
    assertThat(
            problems(
                file(spec + "windows: {test: 7}\n"), List.of(), (corpus, tokens, form) -> 15_007))
        .containsExactly(
            "Cannot set corpus to harbour: must be a text of at least 15049 tokens for 10000 training, 5000 validation and 7 test windows; it has 15007, so take a longer text or set windows");
  }

  @Test
  void ofATaskThatIsNoneTheCorpusIsNotJudged() throws IOException {
    assertThat(
            problems(
                file("name: ab\ncorpus: noisy-sine\ntask: timeseries\n"),
                List.of(),
                (corpus, tokens, form) -> {
                  throw UserException.badInput("Cannot read corpus " + corpus);
                }))
        .containsExactly(
            "Cannot set task to timeseries: must be language-model or time-series; did you mean time-series?");
  }

  @Test
  void allProblemsOfAFileAreToldTogether() throws IOException {
    Path file =
        file(
            """
            name: a b
            nonsense: 1
            parameters: {lr: {values: [-1]}, num_steps: {values: [99]}}
            tie: [[lr, num_steps, seed]]
            timeout: {trial: soon}
            corpus: short.txt
            """);
    assertThat(
            problems(
                file,
                List.of("num_epoch=3", "windows.train=ten"),
                (corpus, tokens, form) -> 15_010))
        .containsExactly(
            "Cannot set num_epoch: must be one of num_steps, num_hiddens, lr, batch_size, num_epochs, gradient_clip, cell, num_layers, hidden_activation, dropout, optimizer, weight_decay, keep, seed, tau, input, name, task, corpus, tokens, min_freq, text, sample, column, target, columns, scale, windows, method, search, metric, parameters, tie, exclude, timeout, checkpoint; did you mean num_epochs?",
            "Cannot set nonsense: must be one of name, task, corpus, tokens, min_freq, text, sample, column, target, columns, scale, windows, method, search, metric, parameters, tie, exclude, timeout, checkpoint",
            "Cannot set name to a b: must be 1 to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or a digit",
            "Cannot set windows.train to ten: must be a whole number from 1 to 1000000000",
            "Cannot set lr to -1: must be a finite number above 0",
            "Cannot set timeout.trial to soon: must be a duration above 0 and at most 1000000h such as 30s, 30m, 8h or 1h30m, or none");
  }

  @Test
  void aCorpusIsDownloadedOnlyForAFileWithoutOtherProblems() throws IOException {
    List<String> asked = new ArrayList<>();
    CorpusSize remote =
        new CorpusSize() {
          @Override
          public long of(String corpus, String tokens, TextForm form) {
            asked.add(corpus);
            throw UserException.badInput("Cannot download " + corpus);
          }

          @Override
          public boolean needsDownload(String corpus) {
            return true;
          }
        };
    assertThat(problems(file("name: a b\ncorpus: far\n"), List.of(), remote))
        .containsExactly(
            "Cannot set name to a b: must be 1 to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or a digit");
    assertThat(problems(file("name: ab\ncorpus: far\n"), List.of("lr=-1"), remote)).hasSize(1);
    assertThat(asked).isEmpty();
    assertThat(problems(file("name: ab\ncorpus: far\n"), List.of(), remote))
        .containsExactly("Cannot download far");
    assertThat(asked).containsExactly("far");
  }

  @Test
  void aCorpusThatCannotBeReadIsToldWithTokensThatAreNone() throws IOException {
    List<String> asked = new ArrayList<>();
    assertThat(
            problems(
                file("name: ab\ncorpus: gone.txt\ntokens: syllable\n"),
                List.of(),
                (corpus, tokens, form) -> {
                  asked.add(tokens);
                  throw UserException.badInput("Cannot read corpus " + corpus);
                }))
        .containsExactly(
            "Cannot set tokens to syllable: must be char, word or word-punct",
            "Cannot read corpus gone.txt");
    assertThat(asked).containsExactly("char");
  }

  @Test
  void whetherACorpusIsLongEnoughIsNotToldOfTokensThatAreNone() throws IOException {
    assertThat(
            problems(
                file("name: ab\ncorpus: short.txt\ntokens: syllable\n"),
                List.of(),
                (corpus, tokens, form) -> 3))
        .containsExactly("Cannot set tokens to syllable: must be char, word or word-punct");
  }

  @Test
  void aCorpusThatCannotBeReadIsToldWithTheRest() throws IOException {
    assertThat(
            problems(
                file("name: a b\ncorpus: gone.txt\n"),
                List.of(),
                (corpus, tokens, form) -> {
                  throw UserException.badInput("Cannot read corpus " + corpus);
                }))
        .containsExactly(
            "Cannot set name to a b: must be 1 to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or a digit",
            "Cannot read corpus gone.txt");
  }
}
