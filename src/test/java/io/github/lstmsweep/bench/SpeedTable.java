package io.github.lstmsweep.bench;

import io.github.lstmsweep.trial.Cell;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints the table of {@code submit/bench.sh}, which compares this engine with DL4J, PyTorch (the
 * wheel and the Maven build), JAX and TensorFlow. Each figure comes from its own process. The
 * processes run one after the other and are pinned to the first core.
 */
public final class SpeedTable {
  private static final Pattern FIGURE = Pattern.compile("(?:tokens_per_second|gflops) ([0-9.]+)");

  /** One thread, on the fastest of the OpenBLAS kernels that were tried with DL4J. */
  private static final Map<String, String> DL4J_ENVIRONMENT =
      Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_CORETYPE", "SkylakeX");

  /** The network that is measured. */
  private record Point(String cell, String tokens, int numSteps, int numHiddens) {
    double flopPerToken() {
      double h = numHiddens;
      double gates = Cell.valueOf(cell.toUpperCase(Locale.ROOT)).gates();
      return 6 * gates * h * h + 6 * h * (tokens.equals("word") ? 4_580 : 28);
    }
  }

  private final Path python; // null if there is none
  private final String pyTorchMaven; // class path of src/test/pytorch, null if it is not built
  private final Path text;
  private final String seconds;
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final boolean taskset = Files.isExecutable(Path.of("/usr/bin/taskset"));

  private SpeedTable(Path python, String pyTorchMaven, Path text, String seconds) {
    this.python = python;
    this.pyTorchMaven = pyTorchMaven;
    this.text = text;
    this.seconds = seconds;
  }

  /**
   * Takes these arguments: seconds per figure, text, CSV file, Python, class path of PyTorch's
   * Maven build, and optionally the word quick. The CSV file, Python and class path may be -.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path python = args[3].equals("-") ? null : Path.of(args[3]);
    String pyTorchMaven = args[4].equals("-") ? null : args[4];
    SpeedTable table = new SpeedTable(python, pyTorchMaven, Path.of(args[1]), args[0]);
    try (PrintStream csv =
        new PrintStream(args[2].equals("-") ? "/dev/null" : args[2], StandardCharsets.UTF_8)) {
      table.run(args.length > 5 && args[5].equals("quick"), csv);
    }
  }

  private void run(boolean quick, PrintStream csv) throws IOException, InterruptedException {
    double peak =
        figure(java("-cp", ".", "src/test/peak/FmaPeak.java"), Map.of(), true).orElseThrow();
    System.out.printf(Locale.ROOT, "FMA peak of one core: %.1f GFLOP/s%n%n", peak);
    csv.println(
        "cell,tokens,num_steps,num_hiddens,tokens_per_second,share_of_peak,vs_dl4j,"
            + "vs_pytorch_1_thread,vs_pytorch_default,vs_jax,vs_tensorflow,"
            + "vs_pytorch_maven_1_thread,vs_pytorch_maven_default");
    System.out.printf(
        "%-5s %-6s %9s %11s %12s %7s %8s %9s %12s %7s %7s %18s %12s%n",
        "cell",
        "tokens",
        "num_steps",
        "num_hiddens",
        "tokens/s",
        "% peak",
        "vs DL4J",
        "vs torch",
        "(all cores)",
        "vs JAX",
        "vs TF",
        "vs torch (Maven)",
        "(all cores)");
    for (Point p : points(quick)) {
      double own = own(p, 1);
      OptionalDouble dl4j = p.numSteps == 32 ? dl4j(p) : OptionalDouble.empty();
      OptionalDouble torch = peer("torch", p, 1);
      OptionalDouble maven = pyTorchMaven(p, "1");
      // PyTorch's default is one thread per core, so this engine gets as many.
      boolean onAllCores = p.numHiddens == 128 && p.numSteps == 32;
      OptionalDouble torchOnAll = onAllCores ? peer("torch", p, cores) : OptionalDouble.empty();
      OptionalDouble mavenOnAll = onAllCores ? pyTorchMaven(p, "default") : OptionalDouble.empty();
      double ownOnAll = torchOnAll.isPresent() || mavenOnAll.isPresent() ? own(p, cores) : own;
      OptionalDouble jax = peer("jax", p, 1);
      OptionalDouble tensorFlow = peer("tensorflow", p, 1);
      double share = own * p.flopPerToken() / 1e9 / peak;
      System.out.printf(
          Locale.ROOT,
          "%-5s %-6s %9d %11d %,12.0f %6.1f%% %8s %9s %12s %7s %7s %18s %12s%n",
          p.cell,
          p.tokens,
          p.numSteps,
          p.numHiddens,
          own,
          100 * share,
          ratio(own, dl4j),
          ratio(own, torch),
          ratio(ownOnAll, torchOnAll),
          ratio(own, jax),
          ratio(own, tensorFlow),
          ratio(own, maven),
          ratio(ownOnAll, mavenOnAll));
      csv.printf(
          Locale.ROOT,
          "%s,%s,%d,%d,%.0f,%.4f,%s,%s,%s,%s,%s,%s,%s%n",
          p.cell,
          p.tokens,
          p.numSteps,
          p.numHiddens,
          own,
          share,
          ratio(own, dl4j),
          // Without the wheel, these two columns show the Maven build, so every table has a
          // PyTorch.
          ratio(own, python == null ? maven : torch),
          ratio(ownOnAll, python == null ? mavenOnAll : torchOnAll),
          ratio(own, jax),
          ratio(own, tensorFlow),
          ratio(own, maven),
          ratio(ownOnAll, mavenOnAll));
      csv.flush();
    }
  }

  private static List<Point> points(boolean quick) {
    List<Point> points = new ArrayList<>();
    for (int numSteps : quick ? new int[] {32} : new int[] {8, 32, 128}) {
      for (int numHiddens : quick ? new int[] {32, 128} : new int[] {8, 16, 32, 64, 128}) {
        points.add(new Point("lstm", "char", numSteps, numHiddens));
      }
    }
    if (!quick) {
      for (String cell : new String[] {"gru", "rnn"}) {
        points.add(new Point(cell, "char", 32, 32));
        points.add(new Point(cell, "char", 32, 128));
      }
      points.add(new Point("lstm", "word", 32, 64));
    }
    return points;
  }

  private double own(Point p, int threads) throws IOException, InterruptedException {
    return figure(speed("cpu", p, threads), Map.of(), threads == 1).orElseThrow();
  }

  private OptionalDouble dl4j(Point p) throws IOException, InterruptedException {
    return p.cell.equals("lstm") && p.tokens.equals("char")
        ? figure(speed("dl4j", p, 1), DL4J_ENVIRONMENT, true)
        : OptionalDouble.empty();
  }

  private OptionalDouble peer(String engine, Point p, int threads)
      throws IOException, InterruptedException {
    if (python == null) {
      return OptionalDouble.empty();
    }
    List<String> command =
        List.of(
            python.toString(),
            "src/test/python/peer_speed.py",
            engine,
            p.cell,
            p.tokens,
            String.valueOf(p.numSteps),
            String.valueOf(p.numHiddens),
            String.valueOf(threads),
            seconds,
            text.toString());
    return figure(command, Map.of(), threads == 1);
  }

  /**
   * Measures PyTorch's Maven build on {@code threads} threads. One thread is pinned; "default" is
   * its own choice.
   */
  private OptionalDouble pyTorchMaven(Point p, String threads)
      throws IOException, InterruptedException {
    if (pyTorchMaven == null) {
      return OptionalDouble.empty();
    }
    boolean single = threads.equals("1");
    List<String> command =
        java(
            "-Xmx1g",
            "-Dorg.bytedeco.javacpp.cachedir=target/pytorch/cache",
            // JavaCPP would collect garbage when tensors outgrow the heap; each step frees its own.
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-Dorg.bytedeco.javacpp.nopointergc=true",
            "-cp",
            pyTorchMaven,
            "PyTorchSpeed",
            p.cell,
            p.tokens,
            String.valueOf(p.numSteps),
            String.valueOf(p.numHiddens),
            threads,
            seconds,
            text.toString());
    return figure(command, single ? Map.of("OMP_NUM_THREADS", "1") : Map.of(), single);
  }

  private List<String> speed(String engine, Point p, int threads) {
    return java(
        "-Xmx4g",
        "-cp",
        System.getProperty("java.class.path"),
        TrainingSpeed.class.getName(),
        engine,
        p.cell,
        p.tokens,
        String.valueOf(p.numSteps),
        String.valueOf(p.numHiddens),
        String.valueOf(threads),
        seconds);
  }

  private static List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // When pinned to one core, Java would choose the serial collector.
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-XX:+UseG1GC"));
    command.addAll(List.of(arguments));
    return command;
  }

  private OptionalDouble figure(List<String> command, Map<String, String> environment, boolean pin)
      throws IOException, InterruptedException {
    List<String> pinned = new ArrayList<>();
    if (pin && taskset) {
      pinned.addAll(List.of("taskset", "-c", "0"));
    }
    pinned.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(pinned);
    // A shell may set it for an older OpenBLAS; then PyTorch's would not choose its own kernels.
    builder.environment().remove("OPENBLAS_CORETYPE");
    builder.environment().putAll(environment);
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher figure = FIGURE.matcher(out);
    if (process.waitFor() != 0 || !figure.find()) {
      System.err.println("No figure from: " + String.join(" ", command));
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Double.parseDouble(figure.group(1)));
  }

  private static String ratio(double own, OptionalDouble other) {
    return other.isPresent() ? String.format(Locale.ROOT, "%.2f", own / other.getAsDouble()) : "";
  }
}
