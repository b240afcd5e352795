package io.github.lstmsweep.report.browser;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the pictures of a report in docs/pictures: the beginning of the page at three widths,
 * light and dark, and printed. Run it by hand.
 */
public final class Shots {
  private Shots() {}

  /** Takes the page and the folder of the pictures. */
  public static void main(String[] args) throws Exception {
    Path page = Path.of(args[0]);
    Path folder = Path.of(args[1]);
    try (Browser browser = new Browser(Files.createTempDirectory("browser"))) {
      browser.show(1100, 900, false);
      browser.open(page);
      browser.picture(folder.resolve("report.png"), 1_040);
      browser.show(1440, 900, true);
      browser.open(page);
      browser.picture(folder.resolve("report-dark.png"), 1_800);
      browser.show(390, 800, false);
      browser.open(page);
      browser.picture(folder.resolve("report-narrow.png"), 1_800);
      browser.show(800, 1_100, false);
      browser.open(page);
      browser.print(true);
      browser.picture(folder.resolve("report-print.png"), 1_800);
      System.out.println(browser.console() + " " + browser.requests());
    }
  }
}
