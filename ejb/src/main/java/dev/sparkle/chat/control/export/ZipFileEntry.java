package dev.sparkle.chat.control.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A file in a ZIP whose parts are made one by one, on whichever node: what stands for it in the
 * archive, and its record in the directory at the archive's end. Field names and order as in
 * PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
 *
 * <p><b>Limitations.</b> No ZIP64: an archive has less than 4 GiB and at most 65,535 files; more is
 * refused. A file is in memory as a whole, twice.
 */
record ZipFileEntry(byte[] local, byte[] directory) {

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final short VERSION = 20;
  private static final short UTF8 = 0x0800;
  private static final short DEFLATED = 8;

  /** 1980-01-01 00:00: the format has no time zone, and what is inside tells its times itself. */
  private static final int EPOCH = 1 << 21 | 1 << 16;

  private static final long MOST_BYTES = 0xFFFFFFFFL;
  private static final int MOST_FILES = 0xFFFF;

  /**
   * Packs a file.
   *
   * @param offset bytes of the archive before it
   */
  static ZipFileEntry of(String name, byte[] content, long offset) {
    CRC32 sum = new CRC32();
    sum.update(content);
    byte[] packed = deflate(content);
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer local = buffer(30 + path.length + packed.length);
    local.putInt(LOCAL).putShort(VERSION);
    describe(local, sum.getValue(), packed.length, content.length, path.length);
    local.put(path).put(packed);
    requireRoom(offset + local.capacity());
    ByteBuffer directory = buffer(46 + path.length);
    directory.putInt(CENTRAL).putShort(VERSION).putShort(VERSION);
    describe(directory, sum.getValue(), packed.length, content.length, path.length);
    directory.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
    directory.putInt((int) offset).put(path);
    return new ZipFileEntry(local.array(), directory.array());
  }

  private static void describe(ByteBuffer into, long crc, int packed, int size, int name) {
    into.putShort(UTF8).putShort(DEFLATED).putInt(EPOCH);
    into.putInt((int) crc).putInt(packed).putInt(size);
    into.putShort((short) name).putShort((short) 0);
  }

  /**
   * The archive's end.
   *
   * @param directories of all files, in their order
   * @param offset bytes of the archive before it
   */
  static byte[] end(List<byte[]> directories, long offset) {
    if (directories.size() > MOST_FILES) {
      throw new IllegalStateException("An export has room for %,d files.".formatted(MOST_FILES));
    }
    int size = directories.stream().mapToInt(each -> each.length).sum();
    requireRoom(offset + size);
    ByteBuffer end = buffer(size + 22);
    directories.forEach(end::put);
    short files = (short) directories.size();
    end.putInt(END).putShort((short) 0).putShort((short) 0).putShort(files).putShort(files);
    end.putInt(size).putInt((int) offset).putShort((short) 0);
    return end.array();
  }

  private static void requireRoom(long bytes) {
    if (bytes >= MOST_BYTES) {
      throw new IllegalStateException("An export has room for 4 GiB.");
    }
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] deflate(byte[] content) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(content);
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 2 + 64);
      byte[] buffer = new byte[1 << 14];
      while (!deflater.finished()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
      return packed.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
