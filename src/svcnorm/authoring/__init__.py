"""Tools for those who write rules: patterns tried on transcripts, first packs, imports, the language server."""
