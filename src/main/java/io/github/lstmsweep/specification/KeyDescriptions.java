package io.github.lstmsweep.specification;

import io.github.lstmsweep.trial.Hyperparameter;
import java.util.Locale;
import java.util.Map;

/**
 * Describes the keys of a specification, in a sentence or two each, for people who write one.
 * Editors show these sentences, and specifications that the software writes have them as comments.
 */
public final class KeyDescriptions {
  /** A key inside another one has a dot. */
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry(
              "name",
              "The name of the sweep. It is also the name of the table, out/<name>, unless a run"
                  + " names another."),
          Map.entry(
              "task",
              "The task to learn: the next token of a text (language-model), or the next value of a"
                  + " series (time-series)."),
          Map.entry(
              "corpus",
              "The data to learn from: a built-in name (harbour, timemachine, noisy-sine), a path"
                  + " or a URI, or several of them, each with its own trials. A language-model needs a text in UTF-8, and a time-series a CSV"
                  + " file whose first line names its columns."),
          Map.entry("corpus.values", "The corpora: built-in names, paths or URIs."),
          Map.entry(
              "corpus.glob",
              "The files of a folder of this machine that match a pattern, such as shops/*.csv."),
          Map.entry(
              "corpus.sha256",
              "The SHA-256 of the data of each corpus, in its order. A table's sweep.yaml has them."),
          Map.entry(
              "tokens",
              "The way to cut a text: into characters (char), at white space (word), or at white"
                  + " space and around each punctuation mark (word-punct)."),
          Map.entry("min_freq", "Tokens that occur fewer times than this become <unk>."),
          Map.entry(
              "text",
              "The characters of a text to keep. Every run of other characters becomes one blank. A"
                  + " built-in text is reduced to the letters a-z by default; your own text stays"
                  + " as it is."),
          Map.entry(
              "text.letters",
              "The letters to keep: A-Z and a-z (latin), or those of every script (unicode)."),
          Map.entry("text.case", "Capitals become lower case (lower) or stay (keep)."),
          Map.entry(
              "text.punctuation",
              "Visible characters that are neither letters nor digits become blanks (drop) or stay"
                  + " (keep)."),
          Map.entry("text.digits", "Digits become blanks (drop) or stay (keep)."),
          Map.entry(
              "text.lines",
              "Each run of white space becomes one blank (drop), or white space and line ends stay"
                  + " (keep)."),
          Map.entry("sample", "The text that each trained model writes for its row."),
          Map.entry(
              "sample.prefix",
              "The beginning of the sample. An empty one stands for the first words of the"
                  + " validation text."),
          Map.entry(
              "sample.length", "The number of tokens that the model writes after the prefix."),
          Map.entry(
              "sample.temperature",
              "0 takes the likeliest token each time. Above 0, each token is drawn at random."),
          Map.entry(
              "column",
              "The column of the CSV file that holds the series, or several, each with its own"
                  + " trials."),
          Map.entry("column.values", "The columns, which every file must have."),
          Map.entry(
              "column.glob",
              "The columns of numbers of the first file that match a pattern, such as shop_*."),
          Map.entry(
              "target",
              "The column of the CSV file to forecast, where the network reads other columns too. It"
                  + " needs columns beside it."),
          Map.entry(
              "columns",
              "The columns that the network reads beside target, such as [temperature, price]. Their"
                  + " past is known, and their future is not. Their order is the order of the"
                  + " network's inputs."),
          Map.entry(
              "scale",
              "The values that the network sees: the values themselves (none), or those minus the"
                  + " mean and divided by the standard deviation of the training windows"
                  + " (standard). The default for a CSV file is standard."),
          Map.entry(
              "windows",
              "The windows of the data to use. A window begins at every token or value. The"
                  + " training windows come first, then those for validation, then those for a"
                  + " test."),
          Map.entry("windows.train", "The number of windows to train on."),
          Map.entry("windows.validation", "The number of windows that rank the trials."),
          Map.entry(
              "windows.test",
              "The number of windows that no choice depends on. They score the best trial once, at"
                  + " the end. Only a language-model has them."),
          Map.entry(
              "method",
              "The search: every combination of the values (grid), some drawn at random (random) or"
                  + " evenly (sobol), or methods that train all for a few epochs and only the best"
                  + " part further (successive-halving, hyperband, asha), or methods that learn"
                  + " from the scores which trials promise most (tpe, freeze-thaw)."),
          Map.entry("search", "The settings of the method."),
          Map.entry(
              "search.max_trials",
              "The maximum number of trials to begin, drawn at random. The default is every"
                  + " combination; random has no default."),
          Map.entry(
              "search.max_cost",
              "The tokens up to which tpe and freeze-thaw begin trials, and up to which the"
                  + " runners-up of a halving go on to their end. It is a percentage of the tokens"
                  + " of all trials, or a number."),
          Map.entry("search.reduction_factor", "One of so many trials goes on at each decision."),
          Map.entry(
              "search.min_epochs",
              "The epochs before the first decision. The default is a 64th of num_epochs."),
          Map.entry("search.seed", "The seed of the random choices of the search."),
          Map.entry(
              "search.early_stop",
              "A trial pauses if its score has not improved for some epochs. Every method has it."),
          Map.entry(
              "search.early_stop.patience",
              "The epochs without an improvement after which a trial pauses."),
          Map.entry(
              "search.early_stop.min_delta",
              "The share by which a score must be lower than the best one before to count as an"
                  + " improvement."),
          Map.entry(
              "search.median",
              "A trial pauses if its best score is worse than the median of the mean scores of the"
                  + " trials up to that epoch. Every method has it."),
          Map.entry(
              "search.median.min_epochs",
              "The epochs before the first comparison. The default is a tenth of num_epochs."),
          Map.entry(
              "search.median.interval",
              "The epochs between two comparisons. The default is a tenth of num_epochs."),
          Map.entry(
              "search.race",
              "A configuration that is surely worse than the best trains no further seed. The"
                  + " methods that train all to their end have it."),
          Map.entry(
              "search.race.alpha",
              "The largest probability to drop the configuration that is truly the best."),
          Map.entry(
              "search.include",
              "Points that are trained first, in this order, for every method. A point need not be"
                  + " one of the combinations. A hyperparameter that it leaves out must have a"
                  + " single value in parameters, or its default."),
          Map.entry("metric", "The score that ranks the trials."),
          Map.entry(
              "metric.name",
              "The column of the table that ranks the trials. It follows from the task."),
          Map.entry("metric.goal", "The best trial has the lowest score (minimize)."),
          Map.entry(
              "parameters",
              "The hyperparameters and their values. Every combination of the values is one trial."
                  + " A hyperparameter takes one value, such as 4, or a list of values, such as [1,"
                  + " 4]."),
          Map.entry(
              "tie",
              "Hyperparameters whose values move together, by position. With [[num_steps,"
                  + " batch_size]] and three values each there are 3 pairs, and not 9"
                  + " combinations."),
          Map.entry(
              "exclude",
              "Combinations not to run, such as [{num_hiddens: 64, lr: 10}]. A hyperparameter that"
                  + " a combination does not name may have any value."),
          Map.entry("timeout", "Time limits, such as 30s, 30m, 8h or 1h30m."),
          Map.entry("timeout.trial", "A trial that takes longer ends with the status TIMEOUT."),
          Map.entry(
              "checkpoint",
              "The time between two stored states of a trial, or none. A run that was stopped loses"
                  + " at most that. Only trials that are predicted to take six times as long have"
                  + " states."),
          Map.entry("timeout.sweep", "A sweep that takes longer starts no further trial."));

  private KeyDescriptions() {}

  /**
   * Returns the description of a key.
   *
   * @param key of the file; a key inside another one has a dot, such as {@code windows.train}
   * @throws IllegalArgumentException if there is no such key
   */
  public static String of(String key) {
    String description = KEYS.get(key);
    if (description == null) {
      throw new IllegalArgumentException("Cannot describe " + key + ": must be a key of the file");
    }
    return description;
  }

  /** Returns the description of a hyperparameter as a sentence. */
  public static String of(Hyperparameter h) {
    String text = h.description();
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
  }
}
