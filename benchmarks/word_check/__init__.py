"""Ten files for a person with Word, Excel and WPS to open: what docs/word-check.md asks to be looked at."""
