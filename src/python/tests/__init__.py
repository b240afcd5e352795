"""Tests of the package. ``python -m unittest discover -t src/python src/python/tests`` runs them."""
