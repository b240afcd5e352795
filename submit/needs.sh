# Says how to install the programs that are missing. The other scripts read this with source.

# The newest Java that lstm-sweep was tried with. It was also tried with 17 and 21.
newest_java=25

# Prints the command that installs a JDK, in brackets after a blank. Prints nothing on an unknown system. $1: JDK if it is
# for a build, which needs Maven too
install_command() {
  local maven='' jdk=default-jdk-headless version
  [ "$1" != JDK ] || command -v mvn >/dev/null || maven=' maven'
  if [ "$(uname -s)" = Darwin ]; then
    printf ' (brew install openjdk@21%s, then export JAVA_HOME="$(brew --prefix openjdk@21)")' "$maven"
  elif command -v dnf >/dev/null; then
    printf ' (sudo dnf install java-21-openjdk-devel%s)' "$maven"
  elif command -v apt-get >/dev/null; then
    # Debian 12 has 17, and Debian 13 has 21 and 25. The default of Ubuntu 22.04 is too old. The last one wins.
    for version in 17 25 21; do
      if apt-cache show "openjdk-$version-jdk-headless" >/dev/null 2>&1; then
        jdk=openjdk-$version-jdk-headless
      fi
    done
    printf ' (sudo apt-get install %s%s)' "$jdk" "$maven"
  fi
}

# Prints the command that installs Maven, as install_command does.
install_maven_command() {
  if [ "$(uname -s)" = Darwin ]; then
    printf ' (brew install maven)'
  elif command -v dnf >/dev/null; then
    printf ' (sudo dnf install maven)'
  elif command -v apt-get >/dev/null; then
    printf ' (sudo apt-get install maven)'
  fi
}
