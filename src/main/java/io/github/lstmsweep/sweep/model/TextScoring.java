package io.github.lstmsweep.sweep.model;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.corpus.load.CorpusSource;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.train.text.TextScore;
import io.github.lstmsweep.train.text.TextScorer;
import io.github.lstmsweep.trial.PublicUri;

/**
 * Scores new texts under a trained language model.
 *
 * @param trained the model
 * @param runner runs the parts of a minibatch
 */
public record TextScoring(TrainedTrial trained, ShardRunner runner) {
  /**
   * Scores the text at a place.
   *
   * @param place a path, a URI, or the name of a built-in text
   * @throws UserException if the text cannot be read, or has no score under this model
   */
  public TextScore ofPlace(CorpusLoader loader, String place) {
    CorpusSource source = new CorpusSource(place, place, CorpusSource.Named.READER);
    Corpus text =
        loader.load(source, trained.dataset().tokens(), trained.spelling().tokenizer().form());
    TextScorer scorer = scorer();
    return score(scorer, scorer.spelled(text), PublicUri.of(place));
  }

  /**
   * Scores a text that a program has at hand.
   *
   * @throws UserException if it has no score under this model
   */
  public TextScore ofText(String text) {
    TextScorer scorer = scorer();
    return score(scorer, scorer.cut(text), "the text");
  }

  private TextScore score(TextScorer scorer, Corpus spelled, String shown) {
    scorer
        .problemOf(spelled)
        .ifPresent(
            problem -> {
              throw UserException.badInput(
                  "Cannot score " + shown + " with trial " + trained.row().id() + ": " + problem);
            });
    return scorer.score(spelled);
  }

  private TextScorer scorer() {
    return new TextScorer(
        trained.hyperparameters(), trained.spelling(), trained.parameters(), runner);
  }
}
