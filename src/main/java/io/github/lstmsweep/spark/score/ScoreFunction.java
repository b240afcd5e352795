package io.github.lstmsweep.spark.score;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Spelling;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.train.text.TextScore;
import io.github.lstmsweep.train.text.TextScorer;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Tokens;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Scores each text of a column with one trained language model. Spark sends it to the executors by
 * Java's serialization, so it holds the model in types of the JDK.
 */
public final class ScoreFunction implements UDF1<String, Row> {
  private static final long serialVersionUID = 1L;

  private final EnumMap<Hyperparameter, Object> hyperparameters =
      new EnumMap<>(Hyperparameter.class);
  private final HashMap<String, String> form;
  private final Tokens tokens;
  private final String[] vocabulary;
  private final float[] parameters;

  /** Made on the executor, once per task. */
  private transient TextScorer scorer;

  /**
   * A function of one model.
   *
   * @param canonical parameters of the model, in the order of {@code nn.Parameters}
   */
  public ScoreFunction(Hyperparameters trained, Spelling spelling, float[] canonical) {
    for (Hyperparameter h : Hyperparameter.values()) {
      hyperparameters.put(h, trained.value(h));
    }
    form = new HashMap<>(spelling.tokenizer().form().words());
    tokens = spelling.tokenizer().tokens();
    vocabulary = spelling.vocabulary().tokens().toArray(String[]::new);
    parameters = canonical;
  }

  /** The type of a score. Its first three numbers are null for a text that has no score. */
  public static StructType type() {
    return new StructType()
        .add("perplexity", DataTypes.DoubleType)
        .add("bits_per_token", DataTypes.DoubleType)
        .add("bits_per_character", DataTypes.DoubleType)
        .add("tokens", DataTypes.LongType)
        .add("unknown_tokens", DataTypes.LongType);
  }

  @Override
  public Row call(String text) {
    if (text == null) {
      return null;
    }
    if (scorer == null) {
      scorer = scorer();
    }
    Corpus spelled = scorer.cut(text);
    if (scorer.problemOf(spelled).isPresent()) {
      return RowFactory.create(
          null, null, null, (long) spelled.length(), TextScorer.unknown(spelled));
    }
    TextScore score = scorer.score(spelled);
    return RowFactory.create(
        score.perplexity(),
        score.bitsPerToken(),
        score.bitsPerCharacter(),
        score.tokens(),
        score.unknownTokens());
  }

  private TextScorer scorer() {
    Map<Hyperparameter, Object> given = new EnumMap<>(hyperparameters);
    return new TextScorer(
        Hyperparameters.of(given),
        new Spelling(new Tokenizer(TextForm.of(form), tokens), new Vocabulary(List.of(vocabulary))),
        parameters,
        ShardRunner.SEQUENTIAL);
  }
}
