package io.breakwater.app.replay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** Opens a file as it was packed: {@code .zip}, {@code .gz}, or plain. */
public final class HistoryFile {
  private HistoryFile() {}

  /** Takes one unpacked file. */
  public interface Contents {
    void read(String name, InputStream bytes) throws IOException;
  }

  /** How many bytes {@code counting} will have seen at the end. */
  public static long size(Path file) throws IOException {
    if (!isZip(file)) {
      return Files.size(file);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return entries(zip).stream().mapToLong(ZipEntry::getSize).sum();
    }
  }

  /** Reads the file, or each file of an archive by name. */
  public static void open(Path file, Consumer<Long> counting, Contents contents)
      throws IOException {
    if (isZip(file)) {
      openZip(file, counting, contents);
      return;
    }
    try (InputStream raw = new Counted(Files.newInputStream(file), counting);
        InputStream bytes = isGzip(file) ? new GZIPInputStream(raw, 1 << 16) : raw) {
      contents.read(file.getFileName().toString(), bytes);
    }
  }

  private static void openZip(Path file, Consumer<Long> counting, Contents contents)
      throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : entries(zip)) {
        try (InputStream bytes = new Counted(zip.getInputStream(entry), counting)) {
          if (isZip(Path.of(entry.getName()))) {
            openInner(bytes, contents);
          } else {
            contents.read(entry.getName(), bytes);
          }
        }
      }
    }
  }

  /** An archive in an archive: its files in their order. */
  private static void openInner(InputStream bytes, Contents contents) throws IOException {
    ZipInputStream inner = new ZipInputStream(bytes);
    for (ZipEntry entry = inner.getNextEntry(); entry != null; entry = inner.getNextEntry()) {
      if (isData(entry)) {
        contents.read(entry.getName(), inner);
      }
    }
  }

  /** What macOS adds to an archive is none of its data. */
  private static boolean isData(ZipEntry entry) {
    return !entry.isDirectory() && !entry.getName().startsWith("__MACOSX/");
  }

  private static List<? extends ZipEntry> entries(ZipFile zip) {
    return zip.stream()
        .filter(HistoryFile::isData)
        .sorted(Comparator.comparing(ZipEntry::getName))
        .toList();
  }

  private static boolean isZip(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  private static boolean isGzip(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** Tells how far the reading has come. */
  private static final class Counted extends FilterInputStream {
    private final Consumer<Long> counting;

    Counted(InputStream in, Consumer<Long> counting) {
      super(in);
      this.counting = counting;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      if (b >= 0) {
        counting.accept(1L);
      }
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      if (count > 0) {
        counting.accept((long) count);
      }
      return count;
    }
  }
}
