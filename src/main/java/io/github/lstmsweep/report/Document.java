package io.github.lstmsweep.report;

import io.github.lstmsweep.report.html.Html;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The frame of every page: head, policy, title, contents, sections and script. The policy forbids
 * the browser to load anything, and allows the page's own style and script by their hash.
 */
final class Document {
  private final String title;
  private final List<String> under;
  private final Map<String, Consumer<Html>> sections = new LinkedHashMap<>();
  private Optional<Duration> refresh = Optional.empty();
  private Optional<String> data = Optional.empty();

  /**
   * Begins a page.
   *
   * @param under lines under the title
   */
  Document(String title, List<String> under) {
    this.title = title;
    this.under = List.copyOf(under);
  }

  /** Adds a section. */
  void section(String heading, Consumer<Html> content) {
    sections.put(heading, content);
  }

  /** Lets an open browser load the page again after a time. */
  void refreshed(Optional<Duration> after) {
    refresh = after;
  }

  /** Sets the data of the script, as JSON that can stand in HTML. */
  void data(String json) {
    data = Optional.of(json);
  }

  /** Returns the page. */
  String write() {
    Html html = new Html().doctype();
    html.open("html").with("lang", "en").line();
    head(html);
    html.open("body").line();
    header(html);
    contents(html);
    html.open("main").with("id", "main").line();
    sections.forEach((heading, content) -> section(html, heading, content));
    html.close().line();
    if (data.isPresent()) {
      html.open("script")
          .with("type", "application/json")
          .with("id", "data")
          .verbatim(data.get())
          .close()
          .line();
      html.open("script").verbatim(Asset.SCRIPT.content()).close().line();
    }
    html.close().line().close().line();
    return html.toString();
  }

  private void head(Html html) {
    html.open("head").line();
    html.open("meta").with("charset", "utf-8").close().line();
    html.open("meta")
        .with("http-equiv", "Content-Security-Policy")
        .with(
            "content",
            "default-src 'none'; style-src "
                + Asset.STYLE.hash()
                + "; script-src "
                + Asset.SCRIPT.hash()
                + "; base-uri 'none'; form-action 'none'")
        .close()
        .line();
    refresh.ifPresent(
        after ->
            html.open("meta")
                .with("http-equiv", "refresh")
                .with("content", Long.toString(after.toSeconds()))
                .close()
                .line());
    html.open("meta")
        .with("name", "viewport")
        .with("content", "width=device-width, initial-scale=1")
        .close()
        .line();
    html.element("title", title).line();
    html.open("style").verbatim(Asset.STYLE.content()).close().line();
    html.close().line();
  }

  private void header(Html html) {
    html.open("header").line();
    html.open("a", "skip").with("href", "#main").text("To the content").close().line();
    html.element("h1", title).line();
    under.forEach(line -> html.element("p", line).line());
    html.close().line();
  }

  private void contents(Html html) {
    html.open("nav").with("aria-label", "Contents").open("ul");
    sections
        .keySet()
        .forEach(
            heading ->
                html.open("li")
                    .open("a")
                    .with("href", "#" + address(heading))
                    .text(heading)
                    .close()
                    .close());
    html.close().close().line();
  }

  private static void section(Html html, String heading, Consumer<Html> content) {
    html.open("section")
        .with("id", address(heading))
        .with("aria-labelledby", address(heading) + "-heading")
        .line();
    html.open("h2").with("id", address(heading) + "-heading").text(heading).close().line();
    content.accept(html);
    html.close().line();
  }

  private static String address(String heading) {
    return heading.toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
