"""Characters with offsets: folding, the skeleton of a turn, token edges, sounds, numerals."""
