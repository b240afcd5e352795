package io.github.lstmsweep;

import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** An exception as half a sentence for a person. */
public final class Reason {
  private Reason() {}

  /** The fault, with the file that has it. */
  public static String of(Throwable e) {
    // Hadoop throws it inside another.
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException unknown) {
        return "the name " + host(unknown) + " does not resolve";
      }
    }
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    }
    if (e instanceof NotDirectoryException file) {
      return file.getFile() + " is not a folder";
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getFile() + ": " + file.getReason();
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse(message);
  }

  /** Java adds the resolver's own words: {@code host: Name or service not known}. */
  private static String host(UnknownHostException e) {
    return String.valueOf(e.getMessage()).replaceFirst(": .*", "");
  }
}
