package io.github.lstmsweep.sweep;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Spelling;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.result.NamedTrial;
import io.github.lstmsweep.result.model.PublishedModel;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Tokens;
import java.io.IOException;
import java.util.function.Function;

/**
 * A trained language model of a table. It is complete without its corpus.
 *
 * @param stored the table
 * @param row of the trial
 * @param dataset the trial's data
 * @param hyperparameters of the trial
 * @param architecture of its network
 * @param model parameters and tokens
 * @param spelling converts text to token ids and back
 */
public record TrainedTrial(
    StoredSweep stored,
    TrialRow row,
    Dataset dataset,
    Hyperparameters hyperparameters,
    Architecture architecture,
    PublishedModel model,
    Spelling spelling) {
  /**
   * Reads the trial that a person names: {@code best}, an id, or the beginning of an id.
   *
   * @param text reads the text of a label; asked for only if the model file has no tokens
   * @throws UserException if there is no such trial, if it is not a language model, or if its model
   *     cannot be read
   */
  public static TrainedTrial read(StoredSweep stored, String trial, Function<String, Corpus> text) {
    TrialRow row = NamedTrial.find(stored.table(), trial);
    if (row.task() != Task.LANGUAGE_MODEL) {
      throw unusable(row, "must be a language model, but its task is " + row.task().key());
    }
    Dataset dataset =
        row.dataset()
            .orElseThrow(
                () -> unusable(row, "must be a language model, and its row names no text"));
    Tokens tokens =
        Tokens.of(dataset.tokens())
            .orElseThrow(
                () ->
                    unusable(
                        row, "its tokens must be " + Tokens.names() + ", as its row has them"));
    Hyperparameters h = hyperparameters(row);
    PublishedModel model = model(stored, row);
    long count = TrialCost.of(h, dataset).parameterCount();
    if (model.parameters().length != count) {
      throw UserException.storage(
          "Cannot use trial "
              + row.id()
              + ": its model must have "
              + count
              + " parameters, as its row says, but has "
              + model.parameters().length);
    }
    Vocabulary vocabulary = model.vocabulary().orElseGet(() -> ofCorpus(text, row, dataset));
    if (vocabulary.size() != dataset.vocabSize()) {
      throw UserException.storage(
          "Cannot use trial "
              + row.id()
              + ": its model must have "
              + dataset.vocabSize()
              + " tokens, as its row says, but has "
              + vocabulary.size());
    }
    Architecture architecture = Architecture.of(h, dataset.vocabSize());
    return new TrainedTrial(
        stored,
        row,
        dataset,
        h,
        architecture,
        model,
        new Spelling(new Tokenizer(dataset.text(), tokens), vocabulary));
  }

  private static Hyperparameters hyperparameters(TrialRow row) {
    try {
      return row.hyperparameters();
    } catch (IllegalArgumentException e) {
      throw unusable(row, "a newer lstm-sweep wrote its row (" + e.getMessage() + ")");
    }
  }

  private static PublishedModel model(StoredSweep stored, TrialRow row) {
    try {
      return stored.table().model(row);
    } catch (IOException e) {
      throw UserException.storage(
          "Cannot read the model of trial " + row.id() + ": " + Reason.of(e),
          Remedy.of(Remedy.Kind.MODEL_AGAIN));
    }
  }

  /** Model files of version 2 have no tokens; the text has them. */
  private static Vocabulary ofCorpus(Function<String, Corpus> text, TrialRow row, Dataset dataset) {
    String needed = "Cannot know the tokens of trial " + row.id() + ": its model has none, and ";
    Corpus corpus;
    try {
      corpus = text.apply(dataset.corpus());
    } catch (UserException e) {
      throw e.after(needed + "its text is not here: ");
    }
    if (!corpus.sha256().equals(dataset.corpusSha256())) {
      throw UserException.badInput(
          needed
              + "the text of "
              + corpus.name()
              + " must have the SHA-256 "
              + dataset.corpusSha256()
              + ", as its row says, but has "
              + corpus.sha256());
    }
    return corpus.vocabulary();
  }

  private static UserException unusable(TrialRow row, String why) {
    return UserException.badInput("Cannot use trial " + row.id() + ": " + why);
  }
}
