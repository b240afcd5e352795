package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.Charset;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;

/**
 * Tests the log's layout. Spark, Hadoop and Parquet log the contents of files, such as the name of
 * the program that wrote one.
 */
class QuietLoggingTest {
  private static final String OBEYED =
      "\u001b[2J\u001b]0;pwned\u0007\r\b\0\u007f\u009b31m\u0085\u2028\u2029\u202e\u2066\u200e\u061c";

  @Test
  void whatATerminalObeysIsNotLogged() throws Exception {
    String logged =
        logged(
            "of a file by %s", OBEYED + "PROGRAM", new IllegalStateException("x" + OBEYED + "y"));
    assertThat(logged)
        .matches(
            "\\d\\d:\\d\\d:\\d\\d WARN QuietLoggingTest: of a file by \\?\\[2J\\?\\]0;pwned\\? \\?{3}"
                + "\\?31m\\?{7}PROGRAM x\\?\\[2J.*y\\R")
        .doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]");
  }

  @Test
  void whatIsLoggedIsOneLineAndOtherwiseAsItIs() throws Exception {
    assertThat(logged("%s", "two\nlines\tof {} [x] $1 \\ é", null))
        .endsWith("WARN QuietLoggingTest: two lines of {} [x] $1 \\ é" + System.lineSeparator());
  }

  /** The verb prints a wrong address in one line, so Hadoop must not log it as well. */
  @Test
  void hadoopDoesNotTellAnAddressThatIsWrongToo() throws Exception {
    assertThat(logged("org.apache.hadoop.fs.FileContext", "%s", "UnknownHostException", null))
        .isEmpty();
    assertThat(logged("org.apache.hadoop.fs.Another", "%s", "told", null)).contains("told");
  }

  private static String logged(String format, String text, Exception e) throws Exception {
    return logged(QuietLoggingTest.class.getName(), format, text, e);
  }

  private static String logged(String logger, String format, String text, Exception e)
      throws Exception {
    URI configuration =
        SparkSetup.class.getResource("/io/github/lstmsweep/spark/log4j2-quiet.properties").toURI();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream terminal = System.err;
    System.setErr(new PrintStream(printed, true, Charset.defaultCharset()));
    try (LoggerContext context = new LoggerContext("quiet", null, configuration)) {
      context.start();
      context
          .getLogger(logger)
          .log(logger.startsWith("org") ? Level.ERROR : Level.WARN, String.format(format, text), e);
    } finally {
      System.setErr(terminal);
    }
    return printed.toString(Charset.defaultCharset());
  }
}
