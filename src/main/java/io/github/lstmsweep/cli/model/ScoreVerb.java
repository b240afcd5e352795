package io.github.lstmsweep.cli.model;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.cli.input.TrialInput;
import io.github.lstmsweep.cli.output.JsonLine;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.model.TextScoring;
import io.github.lstmsweep.sweep.model.TrainedTrial;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.text.TextScore;
import io.github.lstmsweep.trial.PublicUri;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The verb {@code score OUT}: prints how well a trained model predicts a new text. */
@Command(
    name = "score",
    description = "Score a new text with a trained model: perplexity and bits per character.",
    mixinStandardHelpOptions = true)
public final class ScoreVerb implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private TrialInput input;

  @Option(
      names = "--text",
      required = true,
      paramLabel = "FILE|URI",
      description = "The text, in UTF-8: a path, a URI, or a built-in text.")
  private String text;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** Only picocli calls this. */
  ScoreVerb() {}

  @Override
  public Integer call() {
    StoredSweep stored = input.open();
    TrainedTrial trained = input.read(stored);
    Cores cores = new Cores(Runtime.getRuntime().availableProcessors());
    cores.enter();
    TextScore score = new TextScoring(trained, cores).ofPlace(input.loader(stored), text);
    PrintWriter print = command.commandLine().getOut();
    if (json) {
      print.println(json(trained, score));
    } else {
      print(trained, score, print);
    }
    print.flush();
    return ExitCode.OK.code();
  }

  private void print(TrainedTrial trained, TextScore score, PrintWriter print) {
    line(print, "perplexity", Show.score(score.perplexity()));
    line(print, "bits per token", Show.score(score.bitsPerToken()));
    line(print, "bits per character", Show.score(score.bitsPerCharacter()));
    line(
        print,
        "tokens",
        Show.count(score.tokens()) + (score.unknownTokens() == 0 ? "" : unknown(score)));
    line(
        print,
        "model",
        "trial %s, with windows of %s"
            .formatted(trained.row().id(), Show.counted(score.numSteps(), "token")));
  }

  private static String unknown(TextScore score) {
    return ", of which the model does not know %s (%.2f%%)"
        .formatted(
            Show.count(score.unknownTokens()), 100.0 * score.unknownTokens() / score.tokens());
  }

  private static void line(PrintWriter print, String name, String value) {
    print.println(String.format(Locale.ROOT, "%-20s%s", name, value));
  }

  private String json(TrainedTrial trained, TextScore score) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("trial_id", trained.row().id().hex());
    values.put("text", PublicUri.of(text));
    values.put("perplexity", score.perplexity());
    values.put("bits_per_token", score.bitsPerToken());
    values.put("bits_per_character", score.bitsPerCharacter());
    values.put("tokens", score.tokens());
    values.put("unknown_tokens", score.unknownTokens());
    values.put("num_steps", score.numSteps());
    return JsonLine.of(values);
  }
}
