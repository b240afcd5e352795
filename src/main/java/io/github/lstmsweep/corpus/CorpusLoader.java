package io.github.lstmsweep.corpus;

import io.github.lstmsweep.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the text that a specification names, wherever it is, and cuts it into tokens. */
public final class CorpusLoader {
  /** The text that comes with the software. */
  public static final String HARBOUR = "harbour";

  /** The text of d2l.ai's recurrent networks. */
  public static final String TIME_MACHINE = "timemachine";

  /** The series of d2l.ai's chapter 9.1. */
  public static final String NOISY_SINE = NoisySine.NAME;

  private static final String HARBOUR_RESOURCE = "harbour.txt";

  /** Two letters or more: {@code C:\text} is a path. */
  private static final Pattern URI_START = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private final TimeMachine timeMachine;
  private final UriReader remote;

  /**
   * A loader for this process.
   *
   * @param corpusDir the folder of {@code --corpus-dir}
   * @param env the environment: LSTM_SWEEP_CORPORA, XDG_CACHE_HOME
   * @param remote reads what is not on this machine
   */
  public CorpusLoader(Optional<Path> corpusDir, Map<String, String> env, UriReader remote) {
    this(new TimeMachine(corpusDir, env, new HttpReader()), remote);
  }

  CorpusLoader(TimeMachine timeMachine, UriReader remote) {
    this.timeMachine = timeMachine;
    this.remote = remote;
  }

  /**
   * The corpus as ids.
   *
   * @param corpus a built-in name, a path or a URI
   * @param tokens how it is cut: {@code char}, {@code word} or {@code word-punct}
   * @throws UserException where there is none, or none that can be used
   */
  public Corpus load(String corpus, String tokens) {
    UriPassword.refuse("use the corpus", corpus);
    Tokens cut =
        Tokens.of(tokens)
            .orElseThrow(
                () ->
                    UserException.badInput(
                        "Cannot set tokens to " + tokens + ": must be " + Tokens.names()));
    return CorpusText.corpus(corpus, bytes(corpus), cut);
  }

  /**
   * The time series.
   *
   * @param corpus a built-in name, or the path or URI of a CSV file
   * @param column of that file; empty where the series is built in
   * @throws UserException where there is none, or none that can be used
   */
  public TimeSeries loadSeries(String corpus, String column) {
    if (corpus.equals(NOISY_SINE)) {
      if (!column.isEmpty()) {
        throw UserException.badInput(
            "Cannot set column to " + column + ": must be left out, as " + corpus + " has none");
      }
      return NoisySine.make();
    }
    if (column.isEmpty()) {
      throw UserException.badInput(
          "Cannot leave out column: must be the name of one that " + corpus + " has");
    }
    UriPassword.refuse("use the corpus", corpus);
    byte[] bytes =
        isRemote(corpus)
            ? remote(corpus)
            : local(corpus, NOISY_SINE + ", the path of a CSV file or a URI");
    return CsvColumn.read(corpus, bytes, column);
  }

  /** Whether {@link #load} would fetch the text from another machine. */
  public boolean needsDownload(String corpus) {
    return corpus.equals(TIME_MACHINE)
        ? !timeMachine.isHere()
        : isRemote(corpus) && uri(corpus).isPresent();
  }

  private static Optional<URI> uri(String corpus) {
    try {
      return Optional.of(URI.create(corpus));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isRemote(String corpus) {
    return URI_START.matcher(corpus).matches() && !corpus.startsWith("file:");
  }

  private byte[] bytes(String corpus) {
    if (corpus.equals(HARBOUR)) {
      return builtIn();
    }
    if (corpus.equals(TIME_MACHINE)) {
      return timeMachine.bytes();
    }
    if (isRemote(corpus)) {
      return remote(corpus);
    }
    return local(
        corpus, "%s, %s, the path of a UTF-8 text or a URI".formatted(HARBOUR, TIME_MACHINE));
  }

  private static byte[] builtIn() {
    try (InputStream in =
        Objects.requireNonNull(CorpusLoader.class.getResourceAsStream(HARBOUR_RESOURCE))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("The software's own text cannot be read", e);
    }
  }

  private byte[] remote(String corpus) {
    URI uri =
        uri(corpus)
            .orElseThrow(
                () ->
                    cannotRead(corpus, "must be a URI without blanks or other special characters"));
    try {
      return remote.read(uri);
    } catch (IOException | RuntimeException e) {
      // A filesystem whose classes are missing is a RuntimeException.
      throw cannotRead(corpus, reason(e));
    }
  }

  private static byte[] local(String corpus, String bound) {
    try {
      Path file =
          SentAlong.of(corpus.startsWith("file:") ? Path.of(URI.create(corpus)) : Path.of(corpus));
      if (Files.isDirectory(file)) {
        throw cannotRead(corpus, "must be a text file, but is a folder");
      }
      if (!Files.exists(file)) {
        throw cannotRead(corpus, "no such file; must be " + bound);
      }
      return Files.readAllBytes(file);
    } catch (IOException | IllegalArgumentException e) {
      throw cannotRead(corpus, reason(e));
    }
  }

  private static UserException cannotRead(String corpus, String reason) {
    return UserException.badInput("Cannot read corpus " + corpus + ": " + reason);
  }

  static String reason(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage().strip();
    return e.getClass().getSimpleName()
        + (message.isEmpty() ? "" : ": " + message.lines().findFirst().orElseThrow());
  }
}
