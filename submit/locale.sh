# Sets the encoding of file names and of the output. The other scripts read this with source.
#
# Java takes it from the locale at its start, and no option of Java sets it later. In the locale C, which containers and
# cron have, Java knows only ASCII. In that case a locale with UTF-8 is set. A locale with its own letters stays.
utf8() {
  local charmap known form found
  charmap=$(locale charmap 2>/dev/null) || charmap=
  case $charmap in
    ANSI_X3.4-* | US-ASCII | ASCII | 646) known=$(locale -a 2>/dev/null) || known= ;;
    '')
      # A system without this program, such as Alpine, accepts every name of this form.
      case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        *.UTF-8 | *.utf8) return ;;
      esac
      known=C.UTF-8
      ;;
    *) return ;;
  esac
  # macOS has C.UTF-8 only since version 15. A locale of another language is better than no letters.
  for form in '^C\.utf-?8$' '^en_US\.utf-?8$' '\.utf-?8$'; do
    if found=$(printf '%s\n' "$known" | grep -i -E -m 1 -e "$form"); then
      export LC_ALL=$found
      return
    fi
  done
}
utf8
