package io.github.lstmsweep.report.section;

import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.summary.SweepSummary;
import java.util.Optional;
import java.util.function.Consumer;

/** A part of the page that answers one question. */
public interface Section {
  /** Returns the heading, of which the section's address in the page is made. */
  String heading();

  /** Returns the content; empty if the table has nothing to say about the question. */
  Optional<Consumer<Html>> content(SweepSummary summary);
}
