package io.github.lstmsweep.gpu.device;

/** The compiler of a device refused the kernels. */
public final class BuildException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String log;

  BuildException(String log) {
    super("its compiler refuses the kernels: " + firstLine(log));
    this.log = log;
  }

  /** Returns everything that the compiler said. */
  public String log() {
    return log;
  }

  /** The first line that names an error, else the first line. */
  private static String firstLine(String log) {
    return log.lines()
        .filter(line -> line.contains("error"))
        .findFirst()
        .or(() -> log.lines().filter(line -> !line.isBlank()).findFirst())
        .orElse("it does not say why")
        .strip();
  }
}
