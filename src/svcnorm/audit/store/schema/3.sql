-- What reports of the store are made of, beside its rows (docs/report.md).

-- What was said, masked like the views, deflated: what a page of a conversation shows.
CREATE TABLE words (conversation INTEGER PRIMARY KEY, body BLOB NOT NULL);

-- The rules and handbooks of a rule set in full, deflated: clauses, pass lines, what a rule asks about.
CREATE TABLE rulebook (ruleset INTEGER PRIMARY KEY, format INTEGER NOT NULL, body BLOB NOT NULL);
