# Tells which commands need DL4J and ND4J on the class path. The other scripts read this with source. A test compares
# the words with the engines and formats of the software.

# Whether the arguments of a sweep ask for DL4J or ND4J.
needs_dl4j() {
  local argument
  for argument in "$@"; do
    case $argument in
      --rescore | --rescore=* | dl4j | --format=dl4j | nd4j | --engine=nd4j | --engine=dl4j) return 0 ;;
    esac
  done
  return 1
}
