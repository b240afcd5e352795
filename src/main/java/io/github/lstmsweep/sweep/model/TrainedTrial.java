package io.github.lstmsweep.sweep.model;

import static io.github.lstmsweep.sweep.model.StoredModel.unusable;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Spelling;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.result.NamedTrial;
import io.github.lstmsweep.result.model.ModelMetadata;
import io.github.lstmsweep.result.model.PublishedModel;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Tokens;
import java.util.Map;
import java.util.function.Function;

/**
 * A trained language model of a table. It is complete without its corpus.
 *
 * @param row of the trial
 * @param dataset the trial's data
 * @param hyperparameters of the trial
 * @param architecture of its network
 * @param model parameters and tokens
 * @param spelling converts text to token ids and back
 */
public record TrainedTrial(
    TrialRow row,
    Dataset dataset,
    Hyperparameters hyperparameters,
    Architecture architecture,
    PublishedModel model,
    Spelling spelling)
    implements TrainedNetwork {
  /**
   * Reads the trial that a person names: {@code best}, an id, or the beginning of an id.
   *
   * @param text reads the text of a label; asked for only if the model file has no tokens
   * @throws UserException if there is no such trial, if it is not a language model, or if its model
   *     cannot be read
   */
  public static TrainedTrial read(
      StoredSweep stored, String trial, Function<Dataset, Corpus> text) {
    return of(stored, NamedTrial.find(stored.table(), trial), text);
  }

  static TrainedTrial of(StoredSweep stored, TrialRow row, Function<Dataset, Corpus> text) {
    StoredModel model = StoredModel.read(stored, row, Task.LANGUAGE_MODEL, "text");
    Dataset dataset = model.dataset();
    Tokens tokens =
        Tokens.of(dataset.tokens())
            .orElseThrow(
                () ->
                    unusable(
                        row, "its tokens must be " + Tokens.names() + ", as its row has them"));
    Vocabulary vocabulary = model.file().vocabulary().orElseGet(() -> ofCorpus(text, row, dataset));
    if (vocabulary.size() != dataset.vocabSize()) {
      throw UserException.storage(
          "Cannot use trial "
              + row.id()
              + ": its model must have "
              + dataset.vocabSize()
              + " tokens, as its row says, but has "
              + vocabulary.size());
    }
    return new TrainedTrial(
        row,
        dataset,
        model.hyperparameters(),
        Architecture.of(model.hyperparameters(), dataset.vocabSize()),
        model.file(),
        new Spelling(new Tokenizer(dataset.text(), tokens), vocabulary));
  }

  @Override
  public Map<String, String> metadata() {
    return ModelMetadata.of(row, spelling);
  }

  /** Model files of version 2 have no tokens; the text has them. */
  private static Vocabulary ofCorpus(
      Function<Dataset, Corpus> text, TrialRow row, Dataset dataset) {
    String needed = "Cannot know the tokens of trial " + row.id() + ": its model has none, and ";
    Corpus corpus;
    try {
      corpus = text.apply(dataset);
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
}
