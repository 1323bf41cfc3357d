package dev.sparkle.platform.control.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Secrets that lie in files, as containers are given them: {@code NAME_FILE} names a file whose
 * text is the value of {@code NAME}, without the ends of lines at its end. Only of settings that
 * hold a secret, or have a name that says so. Files are read once.
 *
 * @param values of the variables, by the name without {@code _FILE}
 * @param problems a sentence for each that cannot be used, by the same name
 */
public record SecretFiles(Map<String, String> values, Map<String, String> problems) {

  private static final String SUFFIX = "_FILE";

  /** More is no secret. */
  private static final long LARGEST = 64 * 1024;

  public SecretFiles {
    values = Map.copyOf(values);
    problems = new TreeMap<>(problems);
  }

  /** Reads those that an environment names. */
  public static SecretFiles of(Map<String, String> environment) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> problems = new TreeMap<>();
    environment.forEach(
        (name, path) -> {
          String variable = name.replaceFirst(SUFFIX + "$", "");
          if (name.endsWith(SUFFIX) && !path.isBlank() && mayLieInAFile(variable)) {
            try {
              String value = read(Path.of(path.strip()));
              values.put(variable, value);
              Optional.ofNullable(environment.get(variable))
                  .filter(given -> !given.isBlank() && !given.equals(value))
                  .ifPresent(
                      other ->
                          problems.put(
                              variable,
                              variable
                                  + " and "
                                  + name
                                  + " are both given and differ; give one of them."));
            } catch (IOException | InvalidPathException e) {
              problems.put(
                  variable,
                  name
                      + " is \""
                      + path
                      + "\", and that file cannot be read as a secret: "
                      + e.getClass().getSimpleName()
                      + ".");
            }
          }
        });
    return new SecretFiles(values, problems);
  }

  private static boolean mayLieInAFile(String variable) {
    return variable.matches("(SPARKLE|OTEL)_[A-Z0-9_]+")
        && (Masking.isSecret(variable)
            || DeclaredSettings.shipped().ofVariable(variable).stream()
                .anyMatch(Setting::fromFile));
  }

  private static String read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException("it is too large");
    }
    return Files.readString(file).replaceFirst("\\R+\\z", "");
  }

  /** The environment with what the files hold in place of their names. */
  public Map<String, String> in(Map<String, String> environment) {
    Map<String, String> all = new TreeMap<>(environment);
    values.forEach(
        (name, value) -> {
          all.remove(name + SUFFIX);
          all.put(name, value);
        });
    return all;
  }
}
