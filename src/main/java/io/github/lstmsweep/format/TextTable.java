package io.github.lstmsweep.format;

import io.github.lstmsweep.ControlCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Formats rows of text as columns with names: numbers to the right, the rest to the left. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** Begins a table with the names of its columns. */
  public TextTable(List<String> columns) {
    rows.add(onOneLine(columns));
  }

  /**
   * Adds a row of as many cells as there are columns, each on one line.
   *
   * @throws IllegalArgumentException if the number of cells differs
   */
  public TextTable row(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "Cannot add a row of " + cells.size() + " cells: must be " + rows.get(0).size());
    }
    rows.add(onOneLine(cells));
    return this;
  }

  /** Converts the cells to their printed form, so that their widths are known. */
  private static List<String> onOneLine(List<String> cells) {
    return cells.stream().map(ControlCharacters::onOneLine).toList();
  }

  /** Returns the lines without trailing blanks. The first line has the names of the columns. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    int[] width = new int[columns];
    boolean[] number = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      width[c] = rows.stream().mapToInt(row -> DisplayWidth.of(row.get(column))).max().orElse(0);
      number[c] = rows.stream().skip(1).allMatch(row -> isNumberOrMissing(row.get(column)));
    }
    return rows.stream().map(row -> line(row, width, number)).toList();
  }

  /** Returns the width of all columns but the last one, with the gap before it. */
  public int widthBeforeLast() {
    int width = 0;
    for (int c = 0; c < rows.get(0).size() - 1; c++) {
      int column = c;
      width +=
          rows.stream().mapToInt(row -> DisplayWidth.of(row.get(column))).max().orElse(0)
              + GAP.length();
    }
    return width;
  }

  @Override
  public String toString() {
    return lines().stream()
        .map(line -> line + System.lineSeparator())
        .collect(Collectors.joining());
  }

  private static String line(List<String> row, int[] width, boolean[] number) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < row.size(); c++) {
      String blanks = " ".repeat(width[c] - DisplayWidth.of(row.get(c)));
      line.append(c == 0 ? "" : GAP);
      line.append(number[c] ? blanks + row.get(c) : row.get(c) + blanks);
    }
    return line.toString().stripTrailing();
  }

  private static boolean isNumberOrMissing(String cell) {
    return cell.isEmpty()
        || cell.equals("-")
        || cell.matches("[-+]?[0-9][0-9,]*(\\.[0-9]+)?([eE][-+]?[0-9]+| [kMGTPE])?|NaN|[-+]?inf");
  }
}
