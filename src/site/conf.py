"""Makes a site of the documents: sphinx-build -W -c src/site . target/site"""

project = "lstm-sweep"
copyright = "the maintainers of lstm-sweep"

extensions = ["myst_parser"]
root_doc = "README"
include_patterns = ["*.md", "docs/*.md"]
exclude_patterns = ["target", "out"]

# The anchors that GitHub gives the headings. A link to a heading that does not exist is an error.
myst_heading_anchors = 4
# GitHub has no smart quotes either.
smartquotes = False
# Some answers and commands are not of the language that the highlighter guesses.
highlight_language = "none"

html_theme = "furo"
html_title = project
html_show_sourcelink = False

# The pages in the order of the menu.
CONTENTS = {
    "Use": [
        "specification",
        "commands",
        "search",
        "many-series",
        "queries",
        "models",
        "exports",
        "python",
        "d2l",
        "table",
    ],
    "Clusters": ["clusters", "gpu", "scale"],
    "Proofs": ["results", "performance", "performance-log", "reliability"],
    "Development": ["../CONTRIBUTING", "architecture", "../CHANGELOG", "../SECURITY", "../CODE_OF_CONDUCT"],
}


def add_menu(app, name, content):
    """Adds the menu to the first page, which is README.md and has no directives of Sphinx."""
    if name == root_doc:
        for caption, pages in CONTENTS.items():
            paths = [page.removeprefix("../") if "/" in page else "docs/" + page for page in pages]
            content[0] += "\n\n```{toctree}\n:hidden:\n:caption: %s\n\n%s\n```\n" % (caption, "\n".join(paths))


def setup(app):
    app.connect("source-read", add_menu)
