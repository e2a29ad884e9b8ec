package dev.weir.gateway.api.profile;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Download;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands a recording out, piece by piece as the client reads it.
record Recorded(Recordings recordings) implements Resource {
  private static final int PIECE_BYTES = 64 << 10;
  private static final String TYPE = "application/octet-stream";

  @Override
  public void check(Target target) {
    var name = target.name("name");
    if (recordings.find(name) == null) {
      throw RestException.plain(
          404, "There is no recording of this name. GET /api/profile lists those that there are");
    }
  }

  @Override
  public @Nullable Lines lines(Target target) {
    if (target.head().method().equals("HEAD")) return null;
    var name = target.name("name");
    Lines lines = call -> new Download(call, name, client -> pour(recordings.file(name), client));
    return lines.with(
        List.of(
            new Field("Content-Type", TYPE),
            new Field("Cache-Control", "no-store"),
            new Field("Content-Disposition", "attachment; filename=\"" + name + "\"")));
  }

  private static boolean pour(Path file, Download.Client client) throws IOException {
    try (var in = Files.newInputStream(file)) {
      for (var piece = in.readNBytes(PIECE_BYTES);
          piece.length > 0;
          piece = in.readNBytes(PIECE_BYTES)) {
        if (!client.take(piece)) return false;
      }
      return true;
    }
  }

  /// A HEAD: nothing is read.
  @Override
  public void handle(Call call) {
    call.answer(Answer.of(200, TYPE, new byte[0]));
  }
}
