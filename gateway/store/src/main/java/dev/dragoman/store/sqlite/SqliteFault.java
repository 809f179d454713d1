package dev.dragoman.store.sqlite;

import java.nio.file.AccessDeniedException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What is wrong, in words for whoever runs the process. */
final class SqliteFault {
  private SqliteFault() {}

  static String of(Exception fault) {
    if (fault instanceof AccessDeniedException) {
      return "no permission";
    }
    if (!(fault instanceof SQLiteException sqlite)) {
      return String.valueOf(fault.getMessage());
    }
    SQLiteErrorCode code = sqlite.getResultCode();
    return switch (code) {
      case SQLITE_NOTADB -> "it is not a SQLite file";
      case SQLITE_CORRUPT -> "the file is damaged";
      case SQLITE_FULL -> "the disk is full";
      case SQLITE_BUSY -> "another process has kept it locked for too long";
      case SQLITE_CANTOPEN, SQLITE_PERM -> "no permission";
      case SQLITE_READONLY -> "it must not be written to";
      default -> String.valueOf(sqlite.getMessage());
    };
  }
}
