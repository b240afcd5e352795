package io.github.lstmsweep.corpus.load;

import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.corpus.source.BoundedStream;
import io.github.lstmsweep.corpus.source.HttpReader;
import io.github.lstmsweep.corpus.source.RegularFile;
import io.github.lstmsweep.corpus.source.SentAlong;
import io.github.lstmsweep.corpus.source.UnreadableException;
import io.github.lstmsweep.corpus.source.UriPassword;
import io.github.lstmsweep.corpus.source.UriReader;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the text or series that a specification names, and loads it from any place. */
public final class CorpusLoader {
  /** The text that comes with the software. */
  public static final String HARBOUR = "harbour";

  /** The text of d2l.ai's recurrent networks. */
  public static final String TIME_MACHINE = "timemachine";

  /** The series of d2l.ai's chapter 9.1. */
  public static final String NOISY_SINE = NoisySine.NAME;

  private static final String CSV_BOUND = "the path of a CSV file or a URI";

  private static final String HARBOUR_RESOURCE = "harbour.txt";

  /** An int counts the tokens and addresses the places of an array. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  private final TimeMachine timeMachine;
  private final UriReader web;
  private final UriReader remote;

  /**
   * Makes a loader for this process.
   *
   * @param corpusDir a folder that may have the text of {@link TimeMachine}
   * @param env the environment: LSTM_SWEEP_CORPORA, XDG_CACHE_HOME
   * @param remote reads files that are neither on this machine nor on the web
   */
  public CorpusLoader(Optional<Path> corpusDir, Map<String, String> env, UriReader remote) {
    this(new TimeMachine(corpusDir, env, new HttpReader(HttpReader.SHORT)), remote);
  }

  CorpusLoader(TimeMachine timeMachine, UriReader remote) {
    this.timeMachine = timeMachine;
    this.web = new HttpReader(HttpReader.LONG);
    this.remote = remote;
  }

  /**
   * Loads the corpus that a specification names, in its default form.
   *
   * @param corpus a built-in name, a path or a URI
   * @param tokens how it is cut: {@code char}, {@code word} or {@code word-punct}
   * @throws UserException if the corpus does not exist or cannot be used
   */
  public Corpus load(String corpus, String tokens) {
    return load(CorpusSource.of(corpus), tokens, TextForm.defaultOf(corpus));
  }

  /**
   * Loads a corpus.
   *
   * @param tokens how it is cut: {@code char}, {@code word} or {@code word-punct}
   * @param form which of its characters are kept
   * @throws UserException if the corpus does not exist or cannot be used
   */
  public Corpus load(CorpusSource source, String tokens, TextForm form) {
    UriPassword.refuse("use the corpus", source.place());
    Tokens cut =
        Tokens.of(tokens)
            .orElseThrow(
                () ->
                    UserException.badInput(
                        "Cannot set tokens to " + tokens + ": must be " + Tokens.names()));
    try (InputStream text = openText(source)) {
      return CorpusText.read(source, text, new Tokenizer(form, cut));
    } catch (IOException e) {
      throw cannotRead(source, e);
    }
  }

  /**
   * Loads the time series that a specification names.
   *
   * @param corpus a built-in name, or the path or URI of a CSV file
   * @param column name of a column of that file; empty if the series is built in
   * @throws UserException if the series does not exist or cannot be used
   */
  public TimeSeries loadSeries(String corpus, String column) {
    return loadSeries(CorpusSource.of(corpus), column);
  }

  /**
   * Loads a time series.
   *
   * @param column name of a column of the CSV file; empty if the series is built in
   * @throws UserException if the series does not exist or cannot be used
   */
  public TimeSeries loadSeries(CorpusSource source, String column) {
    return loadSeries(source, List.of(column), List.of()).get(0);
  }

  /**
   * Loads the time series of several columns, in their order. The file is read once.
   *
   * @param columns names of columns of the CSV file; a single empty one if the series is built in
   * @param inputs names of the columns that are inputs beside each series
   * @throws UserException if a series does not exist or cannot be used
   */
  public List<TimeSeries> loadSeries(
      CorpusSource source, List<String> columns, List<String> inputs) {
    String column = columns.get(0);
    if (source.place().equals(NOISY_SINE)) {
      if (!column.isEmpty()) {
        throw UserException.badInput(
            "Cannot set "
                + (inputs.isEmpty() ? "column" : "target")
                + " to "
                + column
                + ": must be left out, as "
                + NOISY_SINE
                + " has none");
      }
      return List.of(NoisySine.make());
    }
    if (column.isEmpty()) {
      throw UserException.badInput(
          "Cannot leave out column: must be the name of one that " + source.shown() + " has");
    }
    UriPassword.refuse("use the corpus", source.place());
    try (InputStream csv = open(source, NOISY_SINE + ", " + CSV_BOUND)) {
      return CsvColumn.read(source, csv.readAllBytes(), columns, inputs);
    } catch (IOException e) {
      throw cannotRead(source, e);
    }
  }

  /**
   * Looks at the columns of a CSV file.
   *
   * @param corpus the path or URI of the file
   * @throws UserException if it does not exist or is no CSV file
   */
  public CsvColumns columns(String corpus) {
    CorpusSource source = CorpusSource.of(corpus);
    UriPassword.refuse("use the corpus", source.place());
    try (InputStream csv = open(source, CSV_BOUND)) {
      return CsvColumns.read(csv.readAllBytes(), source.shown());
    } catch (IOException e) {
      throw cannotRead(source, e);
    }
  }

  /**
   * Returns the names of the files of a folder of this machine that a pattern matches, sorted.
   * Hidden files are left out.
   *
   * @throws UserException if there is no such folder
   */
  public List<String> files(String folder, Pattern names) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(SentAlong.of(Path.of(folder)))) {
      List<String> found = new ArrayList<>();
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith(".") && names.matcher(name).matches() && Files.isRegularFile(file)) {
          found.add(name);
        }
      }
      Collections.sort(found);
      return found;
    } catch (IOException | InvalidPathException e) {
      throw UserException.badInput(
          "Cannot read the folder "
              + folder
              + " of corpus: must be a folder of this machine ("
              + UnreadableException.reason(e)
              + ")");
    }
  }

  /** Returns whether {@link #load} would fetch the text from another machine. */
  public boolean needsDownload(CorpusSource source) {
    return source.place().equals(TIME_MACHINE)
        ? !timeMachine.isHere()
        : source.isRemote() && uri(source.place()).isPresent();
  }

  private static Optional<URI> uri(String corpus) {
    try {
      return Optional.of(URI.create(corpus));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private InputStream openText(CorpusSource source) throws IOException {
    return switch (source.place()) {
      case HARBOUR ->
          Objects.requireNonNull(CorpusLoader.class.getResourceAsStream(HARBOUR_RESOURCE));
      case TIME_MACHINE -> new ByteArrayInputStream(timeMachine.bytes());
      default ->
          open(
              source, "%s, %s, the path of a UTF-8 text or a URI".formatted(HARBOUR, TIME_MACHINE));
    };
  }

  /**
   * Opens a corpus that is not built in.
   *
   * @param bound the names that a specification may use, for the message
   */
  private InputStream open(CorpusSource source, String bound) throws IOException {
    return source.isRemote() ? openRemote(source) : openLocal(source, bound);
  }

  private InputStream openRemote(CorpusSource source) throws IOException {
    URI uri =
        uri(source.place())
            .orElseThrow(
                () ->
                    new UnreadableException(
                        "must be a URI without blanks or other special characters"));
    try {
      UriReader reader = HttpReader.reads(uri) ? web : remote;
      return new BoundedStream(reader.open(uri, MOST_BYTES), MOST_BYTES);
    } catch (RuntimeException e) {
      // For example, the classes of a filesystem are missing.
      throw new UnreadableException(UnreadableException.reason(e));
    }
  }

  private static InputStream openLocal(CorpusSource source, String bound) throws IOException {
    String place = source.place();
    try {
      Path file =
          SentAlong.of(place.startsWith("file:") ? Path.of(URI.create(place)) : Path.of(place));
      if (!Files.exists(file)) {
        throw absent(source, bound);
      }
      return RegularFile.open(file, MOST_BYTES);
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(UnreadableException.reason(e));
    }
  }

  private static UserException absent(CorpusSource source, String bound) {
    String problem = "Cannot read corpus " + source.shown() + ": no such file";
    if (source.place().startsWith("~")) {
      return UserException.badInput(
          problem + "; must be a path without ~, which only a shell replaces by your folder");
    }
    return switch (source.named()) {
      case SPECIFICATION -> UserException.badInput(problem + "; must be " + bound);
      case TABLE -> UserException.badInput(problem, Remedy.of(Remedy.Kind.PLACE_OF_CORPUS));
      case READER -> UserException.badInput(problem);
    };
  }

  private static UserException cannotRead(CorpusSource source, IOException e) {
    return UserException.badInput(
        "Cannot read corpus "
            + source.shown()
            + ": "
            + source.withoutQuery(UnreadableException.reason(e)));
  }
}
