"""Answers of the graph as pictures: what is drawn where, and the page that shows it."""
