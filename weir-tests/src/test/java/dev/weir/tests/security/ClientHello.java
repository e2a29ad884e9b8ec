package dev.weir.tests.security;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/// The first message of a TLS client, written by hand: Java's own no longer offers what is old.
final class ClientHello {
  /// What the server says when it ends the handshake.
  static final int HANDSHAKE_FAILURE = 40;

  static final int PROTOCOL_VERSION = 70;

  private static final int PATIENCE_MILLIS = 30_000;
  private static final int HANDSHAKE = 22;
  private static final int ALERT = 21;
  private static final byte[] NO_COMPRESSION = {1, 0};

  /// Curves, their points, and signatures, as every client has them.
  private static final byte[] EXTENSIONS = {
    0,
    10,
    0,
    6,
    0,
    4,
    0,
    23,
    0,
    29, // secp256r1, x25519
    0,
    11,
    0,
    2,
    1,
    0, // points as they are
    0,
    13,
    0,
    8,
    0,
    6,
    4,
    3,
    8,
    4,
    4,
    1 // ECDSA, PSS and RSA with SHA-256
  };

  private ClientHello() {}

  /// Offers one version and some suites; answers the number of the alert that came back.
  static int alert(int port, int version, int... suites) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(record(hello(version, suites)));
      var in = new DataInputStream(socket.getInputStream());
      var type = in.readUnsignedByte();
      in.skipNBytes(4);
      if (type != ALERT) throw new IOException("no alert came, but a record of type " + type);
      in.readUnsignedByte(); // how bad it is
      return in.readUnsignedByte();
    }
  }

  private static byte[] record(byte[] hello) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeByte(HANDSHAKE);
    out.writeShort(0x0301);
    out.writeShort(hello.length + 4);
    out.writeInt((1 << 24) | hello.length); // the kind of message, and its length
    out.write(hello);
    return bytes.toByteArray();
  }

  private static byte[] hello(int version, int... suites) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeShort(version);
    out.write(new byte[32]); // random enough for a test
    out.writeByte(0); // no session
    out.writeShort(suites.length * 2);
    for (var suite : suites) out.writeShort(suite);
    out.write(NO_COMPRESSION);
    out.writeShort(EXTENSIONS.length);
    out.write(EXTENSIONS);
    return bytes.toByteArray();
  }
}
