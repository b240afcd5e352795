# Tells the name of the command that started a script. The other scripts read this with source.

# Prints the command as the person typed it. A shell that finds a script on the PATH gives it the whole path as its name.
# If the last part of the name alone starts this script too, only that part was typed.
typed() {
  local name=${0##*/}
  [ "$(type -P -- "$name")" = "$0" ] || name=$0
  printf '%s\n' "$name"
}
