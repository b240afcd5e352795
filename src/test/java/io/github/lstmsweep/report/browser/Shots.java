package io.github.lstmsweep.report.browser;

import java.nio.file.Files;
import java.nio.file.Path;

/** Writes pictures of a page: light, dark and printed, at three widths. Run it by hand. */
public final class Shots {
  private Shots() {}

  /** Takes the page, the folder of the pictures and the beginning of their names. */
  public static void main(String[] args) throws Exception {
    try (Browser browser = new Browser(Files.createTempDirectory("browser"))) {
      Path page = Path.of(args[0]);
      for (int width : new int[] {1440, 800, 390}) {
        for (boolean dark : new boolean[] {false, true}) {
          browser.show(width, 900, dark);
          browser.open(page);
          browser.picture(
              Path.of(args[1], args[2] + "-" + width + (dark ? "-dark" : "-light") + ".png"));
        }
      }
      browser.show(800, 1100, false);
      browser.open(page);
      browser.print(true);
      browser.picture(Path.of(args[1], args[2] + "-print.png"));
      System.out.println(browser.console() + " " + browser.requests());
    }
  }
}
