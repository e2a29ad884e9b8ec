import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/// Makes the archives of a release, the same bytes of the same files on every machine: entries in
/// the order of their names, all of one time and of root, executable or not and no more.
///
///     java Archive.java tar FOLDER FILE.tar.gz TIME
///     java Archive.java deb CONTROL ROOT FILE.deb TIME
///
/// The tar is of the kind `ustar`. A Debian package is an `ar` of two of them: what dpkg is to do,
/// and the files beneath /. TIME is that of all entries, such as 2026-11-21T00:00:00Z.
final class Archive {
  private static final int BLOCK = 512;
  private static final int NAME_MAX = 100;

  private Archive() {}

  public static void main(String[] words) throws IOException {
    switch (words) {
      case String[] w when w.length == 4 && w[0].equals("tar") -> {
        var folder = Path.of(w[1]);
        var packed = tarGz(folder, folder.getFileName() + "/", seconds(w[3]));
        Files.write(Path.of(w[2]), packed);
      }
      case String[] w when w.length == 5 && w[0].equals("deb") ->
          deb(Path.of(w[1]), Path.of(w[2]), Path.of(w[3]), seconds(w[4]));
      default -> throw new IllegalArgumentException("tar FOLDER FILE TIME, or deb …");
    }
  }

  private static long seconds(String time) {
    return Instant.parse(time).getEpochSecond();
  }

  // --- tar -------------------------------------------------------------------------------------

  /// @param prefix what stands before each name, with its slash
  private static byte[] tarGz(Path folder, String prefix, long seconds) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) { // it writes neither a time nor a name
      for (var path : below(folder)) {
        var name = prefix + folder.relativize(path).toString().replace('\\', '/');
        entry(out, path, name, seconds);
      }
      out.write(new byte[2 * BLOCK]);
    }
    return bytes.toByteArray();
  }

  /// The folder itself first, and each folder before what is in it.
  private static List<Path> below(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      return paths.sorted((a, b) -> a.toString().compareTo(b.toString())).toList();
    }
  }

  private static void entry(OutputStream out, Path path, String name, long seconds)
      throws IOException {
    if (Files.isSymbolicLink(path)) {
      var to = Files.readSymbolicLink(path).toString();
      out.write(header(name, to, 0777, 0, seconds));
    } else if (Files.isDirectory(path)) {
      out.write(header(name.endsWith("/") ? name : name + "/", null, 0755, 0, seconds));
    } else {
      var bytes = Files.readAllBytes(path);
      var mode = Files.isExecutable(path) ? 0755 : 0644;
      out.write(header(name, null, mode, bytes.length, seconds));
      out.write(bytes);
      out.write(new byte[(BLOCK - bytes.length % BLOCK) % BLOCK]);
    }
  }

  /// @param link where a symbolic link leads to, else null
  private static byte[] header(String name, String link, int mode, long size, long seconds) {
    var header = new byte[BLOCK];
    var cut = cut(name);
    put(header, 0, name.substring(cut == 0 ? 0 : cut + 1));
    put(header, 345, name.substring(0, cut));
    put(header, 100, octal(mode, 7));
    put(header, 108, octal(0, 7));
    put(header, 116, octal(0, 7));
    put(header, 124, octal(size, 11));
    put(header, 136, octal(seconds, 11));
    put(header, 148, "        "); // what the sum counts in its own place
    header[156] = (byte) (link != null ? '2' : name.endsWith("/") ? '5' : '0');
    if (link != null) put(header, 157, link);
    put(header, 257, "ustar\00000");
    put(header, 265, "root");
    put(header, 297, "root");
    var sum = 0;
    for (var one : header) sum += one & 0xff;
    put(header, 148, octal(sum, 6) + "\0 ");
    return header;
  }

  /// Where a name is cut in two when it is too long for its place: 0 when it is not.
  private static int cut(String name) {
    if (name.length() <= NAME_MAX) return 0;
    var cut = name.indexOf('/', name.length() - NAME_MAX - 1);
    if (cut <= 0 || cut > 155) throw new IllegalArgumentException("too long a name: " + name);
    return cut;
  }

  private static String octal(long number, int digits) {
    return String.format(Locale.ROOT, "%0" + digits + "o", number);
  }

  private static void put(byte[] header, int at, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  // --- deb -------------------------------------------------------------------------------------

  private static void deb(Path control, Path root, Path file, long seconds) throws IOException {
    Files.writeString(control.resolve("md5sums"), sums(root, conffiles(control)));
    var size = "Installed-Size: " + kibibytes(root) + "\n";
    Files.writeString(control.resolve("control"), size, StandardOpenOption.APPEND);
    try (var out = Files.newOutputStream(file)) {
      out.write("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
      member(out, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII), seconds);
      member(out, "control.tar.gz", tarGz(control, "./", seconds), seconds);
      member(out, "data.tar.gz", tarGz(root, "./", seconds), seconds);
    }
  }

  private static void member(OutputStream out, String name, byte[] bytes, long seconds)
      throws IOException {
    var head =
        String.format(
            Locale.ROOT,
            "%-16s%-12d%-6d%-6d%-8s%-10d`\n",
            name,
            seconds,
            0,
            0,
            "100644",
            bytes.length);
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    if (bytes.length % 2 == 1) out.write('\n');
  }

  private static List<String> conffiles(Path control) throws IOException {
    var file = control.resolve("conffiles");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /// Those of all files that belong to the package and not to the administrator.
  private static String sums(Path root, List<String> conffiles) throws IOException {
    var sums = new StringBuilder();
    for (var path : below(root)) {
      var name = root.relativize(path).toString();
      if (!regular(path) || conffiles.contains("/" + name)) continue;
      sums.append(md5(Files.readAllBytes(path))).append("  ").append(name).append('\n');
    }
    return sums.toString();
  }

  private static boolean regular(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// As Debian's policy counts them: each file in whole kibibytes, one for each folder and link.
  private static long kibibytes(Path root) throws IOException {
    var sum = 0L;
    for (var path : below(root)) sum += regular(path) ? (Files.size(path) + 1023) / 1024 : 1;
    return sum;
  }
}
