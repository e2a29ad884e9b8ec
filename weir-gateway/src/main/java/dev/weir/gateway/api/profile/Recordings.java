package dev.weir.gateway.api.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The recordings that are kept: the last few, each a file. They are made one at a time, by one
/// thread; any thread may look.
///
/// @param folder made with the first of them, for nobody else to read
record Recordings(Path folder) {
  static final int KEPT_MAX = 3;

  private static final Pattern NAME = Pattern.compile("weir-\\d{8}T\\d{9}Z\\.jfr");
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("'weir-'yyyyMMdd'T'HHmmssSSS'Z.jfr'").withZone(ZoneOffset.UTC);

  /// What is not whole yet, or never was.
  private static final String UNFINISHED = ".part";

  /// One that is whole.
  record Kept(String name, long bytes, long endedMillis) {}

  static String name(long begunMillis) {
    return MOMENT.format(Instant.ofEpochMilli(begunMillis));
  }

  /// Where one is written.
  Path begin(String name) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    try (var files = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
      for (var file : files) Files.delete(file); // of a start that was killed
    }
    return folder.resolve(name + UNFINISHED);
  }

  /// It is whole: the oldest goes where there are too many.
  void finish(String name) throws IOException {
    Files.move(
        folder.resolve(name + UNFINISHED), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    for (var old : all().stream().skip(KEPT_MAX).toList()) {
      Files.deleteIfExists(folder.resolve(old.name()));
    }
  }

  /// The newest first.
  List<Kept> all() {
    if (!Files.isDirectory(folder)) return List.of();
    try (var files = Files.list(folder)) {
      return files
          .flatMap(file -> Stream.ofNullable(find(String.valueOf(file.getFileName()))))
          .sorted(Comparator.comparing(Kept::name).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Null where there is none of this name.
  @Nullable Kept find(String name) {
    if (!NAME.matcher(name).matches()) return null;
    try {
      var file = file(name);
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) return null;
      return new Kept(name, Files.size(file), Files.getLastModifiedTime(file).toMillis());
    } catch (IOException e) {
      return null; // it went meanwhile
    }
  }

  /// Of one that was found.
  Path file(String name) {
    return folder.resolve(name);
  }
}
