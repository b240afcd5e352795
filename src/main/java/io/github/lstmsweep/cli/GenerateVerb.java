package io.github.lstmsweep.cli;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.NumberText;
import io.github.lstmsweep.cli.input.TrialInput;
import io.github.lstmsweep.cli.output.StreamedText;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.nn.Generator;
import io.github.lstmsweep.sweep.model.TrainedTrial;
import io.github.lstmsweep.train.text.NextToken;
import io.github.lstmsweep.train.text.TextWriter;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The verb {@code generate OUT}: prints text that a trained model writes after a prefix. */
@Command(
    name = "generate",
    description = "Write text with a trained model: the likeliest token each time, or drawn ones.",
    mixinStandardHelpOptions = true)
final class GenerateVerb implements Callable<Integer> {
  private static final long LONGEST = 1_000_000_000;

  @Spec private CommandSpec command;
  @Mixin private TrialInput input;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description =
          "What the text begins with, written as the table's text is (default: what the trial's"
              + " sample begins with).")
  private Optional<String> prefix = Optional.empty();

  @Option(
      names = "--length",
      paramLabel = "N",
      description = "Tokens to write after it: characters, or words (default: 200).")
  private String length = "200";

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description =
          "Draw each token from softmax(logits / T): below 1 nearer to the likeliest tokens, above"
              + " 1 more at random.")
  private Optional<String> temperature = Optional.empty();

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "Draw from the K likeliest tokens only (alone: with a temperature of 1).")
  private Optional<String> topK = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Draw other tokens; one seed always draws the same (default: 0).")
  private Optional<String> seed = Optional.empty();

  @Override
  public Integer call() {
    long tokens = NumberText.whole("--length", length, 1, LONGEST);
    double t = temperature.map(typed -> NumberText.positive("--temperature", typed)).orElse(1.0);
    long s = seed.map(typed -> NumberText.whole("--seed", typed, 0, Long.MAX_VALUE)).orElse(0L);
    boolean draws = temperature.isPresent() || topK.isPresent();
    if (seed.isPresent() && !draws) {
      throw UserException.badInput(
          "Cannot use --seed alone: must have --temperature or --top-k beside it, since the"
              + " likeliest token is not drawn");
    }
    TrainedTrial trained = input.read();
    int vocabSize = trained.architecture().vocabSize();
    int k =
        topK.map(typed -> (int) NumberText.whole("--top-k", typed, 1, vocabSize)).orElse(vocabSize);
    String beginning = prefix.orElse(trained.dataset().sample().prefix());
    requireKnown(trained, beginning);
    RandomStream random = RandomStream.of(trained.row().id(), RandomStream.Purpose.TEXT, s);
    NextToken next = draws ? NextToken.drawn(t, k, random) : NextToken.likeliest();
    return write(trained, beginning, tokens, next);
  }

  private int write(TrainedTrial trained, String beginning, long tokens, NextToken next) {
    Generator generator = new Generator(trained.architecture(), trained.model().parameters());
    TextWriter writer = new TextWriter(generator, trained.spelling(), next);
    long written = 0;
    try (StreamedText text = new StreamedText(command.commandLine().getOut())) {
      Tokenizer tokenizer = trained.spelling().tokenizer();
      if (text.test(tokenizer.join(tokenizer.cut(beginning)))) {
        written = writer.write(beginning, tokens, text);
      }
      if (text.isStopped()) {
        return ExitCode.INTERRUPTED.code();
      }
      if (written == tokens || command.commandLine().getOut().checkError()) {
        return ExitCode.OK.code();
      }
    }
    throw UserException.badInput(
        "Cannot set --length to "
            + tokens
            + ": must be at most "
            + written
            + " after this prefix, since then the hidden state of trial "
            + trained.row().id()
            + " (hidden_activation "
            + trained.hyperparameters().hiddenActivation().key()
            + ") is no longer finite");
  }

  private static void requireKnown(TrainedTrial trained, String prefix) {
    trained
        .spelling()
        .problemOf(prefix, "that trial " + trained.row().id() + " knows")
        .ifPresent(
            problem -> {
              throw UserException.badInput(
                  "Cannot set --prefix to \""
                      + ControlCharacters.inAList(prefix)
                      + "\": "
                      + problem);
            });
  }
}
