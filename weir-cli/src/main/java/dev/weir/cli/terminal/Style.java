package dev.weir.cli.terminal;

/// How text is made to stand out; where there are no colours, it is left as it is.
public record Style(boolean on) {
  private static final String RESET = "\u001b[0m";

  public String bold(String text) {
    return with("1", text);
  }

  public String faint(String text) {
    return with("2", text);
  }

  public String red(String text) {
    return with("31", text);
  }

  public String green(String text) {
    return with("32", text);
  }

  public String yellow(String text) {
    return with("33", text);
  }

  public String blue(String text) {
    return with("34", text);
  }

  public String magenta(String text) {
    return with("35", text);
  }

  public String cyan(String text) {
    return with("36", text);
  }

  private String with(String code, String text) {
    return on ? "\u001b[" + code + "m" + text + RESET : text;
  }
}
