package io.github.lstmsweep.cli.progress;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal that obeys the few controls that a run writes: CR, LF, cursor up, erase, and colors.
 * It counts the lines that were too wide for it. A narrower terminal wraps its lines anew, as most
 * terminals do.
 */
public final class VtScreen {
  private static final Pattern CONTROL = Pattern.compile("\u001b\\[(\\d*)([A-Za-z])");

  private final List<StringBuilder> rows = new ArrayList<>();
  private int columns;
  private final int height;
  private int row;
  private int column;
  private int wraps;
  private int colors;

  /** Makes an empty terminal. */
  public VtScreen(int columns, int height) {
    this.columns = columns;
    this.height = height;
    rows.add(new StringBuilder());
  }

  /** Shows {@code text} and obeys its controls. An unknown control is an error. */
  public VtScreen feed(String text) {
    Matcher control = CONTROL.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '\u001b') {
        if (!control.find(at) || control.start() != at) {
          throw new IllegalArgumentException("unknown control at " + text.substring(at));
        }
        obey(control.group(2), control.group(1));
        at = control.end();
      } else {
        put(text.charAt(at++));
      }
    }
    return this;
  }

  private void put(char c) {
    if (c == '\r') {
      column = 0;
    } else if (c == '\n') {
      // A terminal's driver begins each line at its start.
      column = 0;
      down();
    } else {
      if (column == columns) {
        wraps++;
        column = 0;
        down();
      }
      StringBuilder line = rows.get(row);
      while (line.length() <= column) {
        line.append(' ');
      }
      line.setCharAt(column++, c);
    }
  }

  private void down() {
    row++;
    if (row == rows.size()) {
      rows.add(new StringBuilder());
    }
  }

  private void obey(String control, String argument) {
    int count = argument.isEmpty() ? 1 : Integer.parseInt(argument);
    switch (control) {
      case "A" -> row = Math.max(Math.max(0, rows.size() - height), row - count);
      case "K" -> rows.get(row).setLength(Math.min(column, rows.get(row).length()));
      case "J" -> {
        rows.get(row).setLength(Math.min(column, rows.get(row).length()));
        rows.subList(row + 1, rows.size()).clear();
      }
      case "m" -> colors++;
      default -> throw new IllegalArgumentException("unknown control " + control);
    }
  }

  /** Gives the terminal a different width; lines that are too wide are wrapped. */
  public void resize(int width) {
    List<StringBuilder> wrapped = new ArrayList<>();
    int cursor = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (i == row) {
        cursor = wrapped.size();
      }
      String line = rows.get(i).toString().stripTrailing();
      do {
        int end = Math.min(width, line.length());
        wrapped.add(new StringBuilder(line.substring(0, end)));
        line = line.substring(end);
      } while (!line.isEmpty());
    }
    rows.clear();
    rows.addAll(wrapped);
    row = cursor;
    columns = width;
  }

  /** Returns the lines, without blanks at their ends and without empty lines at the end. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    rows.forEach(line -> lines.add(line.toString().stripTrailing()));
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return Collections.unmodifiableList(lines);
  }

  /** Returns how many lines were wider than the terminal. */
  public int wraps() {
    return wraps;
  }

  /** Returns how often a color was set. */
  public int colors() {
    return colors;
  }
}
