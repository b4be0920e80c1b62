"""Styles and lists of a document: what a style is called, and how a paragraph or run looks through its styles."""
