package io.github.lstmsweep.compare.replay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The courses of one rule on several corpora of a table. The rule saw the scores of one corpus at a
 * time, so every number is a mean or a sum over corpora.
 *
 * @param rule its name with its settings
 * @param corpora number of corpora that the rule was replayed on
 * @param tokens mean share of the tokens of a whole corpus
 * @param seconds mean share of the seconds of a whole corpus; NaN if they are unknown
 * @param whole number of OK trials that were trained to their end, in all corpora
 * @param keepsBest number of corpora whose best trial was trained to its end
 * @param behind mean over corpora of the winner's last score over the best one, minus 1
 * @param worst highest of these
 * @param calibration how often the rule's forecasts held, in all corpora
 */
public record ReplayedCorpora(
    String rule,
    int corpora,
    double tokens,
    double seconds,
    int whole,
    int keepsBest,
    double behind,
    double worst,
    Calibration calibration) {

  /**
   * Joins the courses of each rule, in the order in which the rules first occur. A rule has a line
   * for each of its settings, and these may depend on the number of epochs. A rule without a seed
   * has one course for all seeds, which counts once for each corpus.
   *
   * @param perCorpus the courses of all rules on each corpus
   */
  public static List<ReplayedCorpora> of(List<List<Replayed>> perCorpus) {
    Map<String, List<Replayed>> byRule = new LinkedHashMap<>();
    for (List<Replayed> corpus : perCorpus) {
      Set<String> seen = new HashSet<>();
      corpus.stream()
          .filter(course -> seen.add(course.rule()))
          .forEach(
              course ->
                  byRule.computeIfAbsent(course.rule(), rule -> new ArrayList<>()).add(course));
    }
    return byRule.values().stream().map(ReplayedCorpora::joined).toList();
  }

  private static ReplayedCorpora joined(List<Replayed> courses) {
    return new ReplayedCorpora(
        courses.get(0).rule(),
        courses.size(),
        mean(courses, Replayed::tokens),
        mean(courses, Replayed::seconds),
        courses.stream().mapToInt(Replayed::whole).sum(),
        Math.toIntExact(courses.stream().filter(Replayed::keepsBest).count()),
        mean(courses, Replayed::behind),
        courses.stream().mapToDouble(Replayed::behind).max().orElseThrow(),
        new Calibration(
            courses.stream().mapToInt(course -> course.calibration().forecasts()).sum(),
            courses.stream().mapToInt(course -> course.calibration().held()).sum()));
  }

  private static double mean(List<Replayed> courses, ToDoubleFunction<Replayed> number) {
    return courses.stream().mapToDouble(number).average().orElseThrow();
  }
}
