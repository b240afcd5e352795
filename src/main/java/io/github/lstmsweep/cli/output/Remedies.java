package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import java.util.List;

/** Remedies as options and verbs of the command line. */
public final class Remedies {
  private Remedies() {}

  /** Returns what to print of an exception, one line for each problem. */
  public static List<String> lines(UserException e) {
    return e.problems(Remedies::words);
  }

  /** Returns half a sentence. */
  public static String words(Remedy remedy) {
    return switch (remedy.kind()) {
      case EXTEND -> "add --extend to " + remedy.detail();
      case OTHER_TABLE -> "name another --out" + remedy.reason();
      case OTHER_TABLE_TO_CHANGE ->
          "name another --out: --extend can only add trials, or test windows to a table without"
              + " them";
      case KEEP_TEST_WINDOWS -> remedy.words();
      case NAME_TABLE -> "name what `run` was given as --out";
      case CORPUS_OF_TABLE ->
          "set corpus to the table's value and name the place of its text with --corpus, since no"
              + " row of the table identifies its text yet";
      case PLACE_OF_CORPUS -> "name its place now with --corpus FILE";
      case CONFIRM_CORPUS ->
          "add --corpus " + remedy.detail() + ", or --corpus FILE to read a copy";
      case FOLDER_OF_CORPORA -> "name the folder with --corpus-dir or LSTM_SWEEP_CORPORA";
      case MODEL_AGAIN -> "`audit --set-aside` and then `run` train the trial again";
      case REPLACE_FILE -> "name another or add --force";
      case LIST_TRIALS -> "`sql` lists them";
      case LIST_BEST -> "`best` lists their ids";
      case LIST_UNREADABLE -> "`status` names every row that cannot be read";
      case TRY_AGAIN -> "run the same command again " + remedy.detail();
    };
  }
}
