-- The store of an audit. Tables are for the program, views for people (docs/audit.md). Times are epoch milliseconds.

CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL,               -- running, done; interrupted: another run began after it was cut off
    request TEXT NOT NULL,             -- what was asked for, as JSON: a run that was cut off is taken up by the same request
    as_of INTEGER,                     -- until when records were said to be complete
    version TEXT NOT NULL,
    began TEXT NOT NULL,
    ended TEXT,
    read INTEGER NOT NULL DEFAULT 0,   -- conversations read, those judged, those as they were before, inputs set aside
    judged INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    errors INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE error (
    run INTEGER NOT NULL,
    number INTEGER NOT NULL,
    file TEXT NOT NULL,
    place TEXT NOT NULL,
    message TEXT NOT NULL,
    remedy TEXT NOT NULL,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;

-- Rule sets: what packs came to. `levels` are those beyond one conversation that its rules look at.
CREATE TABLE ruleset (
    key INTEGER PRIMARY KEY,
    judging_hash TEXT NOT NULL,        -- of all that can change a verdict
    scoring_hash TEXT NOT NULL,        -- of what scores are made by beside the verdicts
    ruleset_hash TEXT NOT NULL,        -- of all of it, titles and messages included
    levels TEXT NOT NULL,              -- some of "case customer"
    tool TEXT NOT NULL,                -- engine and tables, as JSON
    UNIQUE (judging_hash, scoring_hash)
);
CREATE TABLE pack (
    ruleset INTEGER NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, hash TEXT NOT NULL, title TEXT NOT NULL,
    PRIMARY KEY (ruleset, name)
) WITHOUT ROWID;
CREATE TABLE rule (
    key INTEGER PRIMARY KEY,
    ruleset INTEGER NOT NULL,
    position INTEGER NOT NULL,
    instance TEXT NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    pack TEXT NOT NULL,
    severity TEXT NOT NULL,
    points REAL NOT NULL,
    status TEXT NOT NULL,
    over TEXT NOT NULL,
    look_at TEXT NOT NULL,             -- what a person must look at, of a rule that only people can judge
    UNIQUE (ruleset, position)
);
CREATE TABLE norm (
    ruleset INTEGER NOT NULL, handbook TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, clause TEXT NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (ruleset, handbook, id)
) WITHOUT ROWID;
CREATE TABLE binding (
    rule INTEGER NOT NULL, handbook TEXT NOT NULL, norm TEXT NOT NULL, severity TEXT NOT NULL, points REAL NOT NULL,
    polarity TEXT NOT NULL, supports INTEGER NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT NOT NULL,
    PRIMARY KEY (rule, handbook, norm, valid_from)
) WITHOUT ROWID;

CREATE TABLE conversation (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT,                         -- the id as it is shown, where that is masked
    hash BLOB NOT NULL,                -- of the canonical form
    source TEXT NOT NULL,
    channel TEXT,
    started_at INTEGER,
    started TEXT,                      -- the same in the record's own zone
    customer TEXT,
    case_id TEXT,                      -- the first of its cases, which verdicts over a case are about
    agent TEXT,
    team TEXT,
    turns INTEGER NOT NULL,
    bundle TEXT NOT NULL,              -- what is judged together: its customer, else its first case
    pending INTEGER NOT NULL,          -- 1: to be judged
    moved INTEGER NOT NULL,            -- 1: new or changed, and those of its cases and customer do not know yet
    first_run INTEGER NOT NULL,
    run INTEGER,                       -- that judged it last
    ruleset INTEGER,                   -- NULL where no pack covers the channel
    as_of INTEGER,
    dated INTEGER NOT NULL DEFAULT 0,  -- 1: another as_of may give other verdicts
    vector INTEGER,
    notes TEXT NOT NULL DEFAULT ''
);
CREATE INDEX conversation_pending ON conversation (bundle, key) WHERE pending = 1;
CREATE INDEX conversation_moved ON conversation (key) WHERE moved = 1;
CREATE INDEX conversation_agent ON conversation (agent);
CREATE INDEX conversation_started ON conversation (started_at);

-- Conversations by case and customer, and the events that those of one see of each other.
CREATE TABLE membership (
    kind TEXT NOT NULL, name TEXT NOT NULL, conversation INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (kind, name, conversation)
) WITHOUT ROWID;
CREATE INDEX membership_conversation ON membership (conversation);
CREATE TABLE event (
    conversation INTEGER NOT NULL, position INTEGER NOT NULL,
    type TEXT NOT NULL, at INTEGER, instant INTEGER, by TEXT, due INTEGER, ref TEXT, id TEXT, kind TEXT,
    fields TEXT NOT NULL,
    PRIMARY KEY (conversation, position)
) WITHOUT ROWID;

-- The canonical form, deflated: of what waits to be judged, and of what may have to be judged again when others come.
CREATE TABLE content (conversation INTEGER PRIMARY KEY, body BLOB NOT NULL);

-- All verdicts of a conversation: a byte for each rule, in the order of its rule set.
CREATE TABLE vector (key INTEGER PRIMARY KEY, codes BLOB NOT NULL UNIQUE);
CREATE TABLE outcome (code BLOB PRIMARY KEY, verdict TEXT NOT NULL, reasons TEXT NOT NULL) WITHOUT ROWID;

-- Violations and undetermined verdicts again, to be found by rule.
CREATE TABLE verdict (
    conversation INTEGER NOT NULL, rule INTEGER NOT NULL, code BLOB NOT NULL, reasons TEXT NOT NULL,
    PRIMARY KEY (conversation, rule)
) WITHOUT ROWID;
CREATE INDEX verdict_rule ON verdict (rule, code);

CREATE TABLE text (key INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE);
CREATE TABLE finding (
    conversation INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    rule INTEGER NOT NULL,
    possible INTEGER NOT NULL,
    severity TEXT NOT NULL,
    points REAL NOT NULL,
    turn INTEGER, start INTEGER, "end" INTEGER, at_ms INTEGER,
    agent TEXT,
    text TEXT NOT NULL,
    message INTEGER NOT NULL,          -- numbers of texts
    suggestion INTEGER NOT NULL,
    pattern INTEGER NOT NULL,
    detail TEXT NOT NULL,              -- JSON: all places, nearest miss, window, values, role, party
    first_run INTEGER NOT NULL,
    withdrawn_run INTEGER,             -- the run that found that it does not hold (any more)
    PRIMARY KEY (conversation, fingerprint)
) WITHOUT ROWID;
CREATE INDEX finding_rule ON finding (rule);

CREATE TABLE score (
    conversation INTEGER NOT NULL, handbook TEXT NOT NULL, score REAL, coverage INTEGER NOT NULL, passed INTEGER,
    violation INTEGER NOT NULL, undetermined INTEGER NOT NULL, pass INTEGER NOT NULL, not_applicable INTEGER NOT NULL,
    manual INTEGER NOT NULL,
    PRIMARY KEY (conversation, handbook)
) WITHOUT ROWID;
CREATE TABLE deduction (
    conversation INTEGER NOT NULL, handbook TEXT NOT NULL, rule INTEGER NOT NULL, norm TEXT NOT NULL,
    points REAL NOT NULL,
    PRIMARY KEY (conversation, handbook, rule, norm)
) WITHOUT ROWID;

-- What became of verdicts that had been given before.
CREATE TABLE change (
    run INTEGER NOT NULL, conversation INTEGER NOT NULL, rule TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
    PRIMARY KEY (run, conversation, rule)
) WITHOUT ROWID;

-- What reviewers decided about findings. They outlive the findings.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    conversation TEXT NOT NULL, fingerprint TEXT NOT NULL,
    decision TEXT NOT NULL, reviewer TEXT NOT NULL, comment TEXT NOT NULL, decided TEXT NOT NULL
);
CREATE INDEX decision_finding ON decision (conversation, fingerprint);

CREATE VIEW runs AS
    SELECT id AS run, state, began, ended, as_of, version, read, judged, unchanged, errors, request FROM run;

CREATE VIEW errors AS SELECT run, file, place, message, remedy FROM error;

CREATE VIEW packs AS
    SELECT p.name, p.version, p.hash, p.title, r.ruleset_hash, r.judging_hash
    FROM pack p JOIN ruleset r ON r.key = p.ruleset;

CREATE VIEW rules AS
    SELECT r.instance AS rule, r.title, r.pack, r.severity, r.points, r.status, r.over, s.ruleset_hash
    FROM rule r JOIN ruleset s ON s.key = r.ruleset;

CREATE VIEW norms AS
    SELECT b.handbook, b.norm, n.title, n.clause, n.status, r.instance AS rule, b.severity, b.points, b.polarity,
           s.ruleset_hash
    FROM binding b JOIN rule r ON r.key = b.rule JOIN ruleset s ON s.key = r.ruleset
    LEFT JOIN norm n ON n.ruleset = r.ruleset AND n.handbook = b.handbook AND n.id = b.norm;

CREATE VIEW conversations AS
    SELECT coalesce(name, id) AS conversation, source, channel, started, substr(started, 1, 10) AS day, customer, case_id AS "case",
           agent, team, turns, first_run, run, pending, notes
    FROM conversation;

CREATE VIEW verdicts AS
    SELECT coalesce(c.name, c.id) AS conversation, r.instance AS rule, o.verdict,
           CASE WHEN v.reasons IS NOT NULL THEN v.reasons ELSE o.reasons END AS reasons,
           CASE WHEN r.over = 'case' AND c.case_id IS NOT NULL THEN 'case:' || c.case_id
                WHEN r.over = 'customer' AND c.customer IS NOT NULL THEN 'customer:' || c.customer
                ELSE 'conversation' END AS subject,
           r.title, r.severity, c.channel, c.agent, c.team, substr(c.started, 1, 10) AS day
    FROM conversation c
    JOIN vector w ON w.key = c.vector
    JOIN rule r ON r.ruleset = c.ruleset
    JOIN outcome o ON o.code = substr(w.codes, r.position + 1, 1)
    LEFT JOIN verdict v ON v.conversation = c.key AND v.rule = r.key;

CREATE VIEW violations AS
    SELECT coalesce(c.name, c.id) AS conversation, r.instance AS rule, r.title, r.severity, c.channel, c.agent, c.team,
           substr(c.started, 1, 10) AS day
    FROM verdict v JOIN rule r ON r.key = v.rule JOIN conversation c ON c.key = v.conversation
    WHERE v.code = CAST('V' AS BLOB);

CREATE VIEW undetermined AS
    SELECT coalesce(c.name, c.id) AS conversation, r.instance AS rule, r.title, v.reasons, r.severity, c.channel, c.agent, c.team,
           substr(c.started, 1, 10) AS day
    FROM verdict v JOIN rule r ON r.key = v.rule JOIN conversation c ON c.key = v.conversation
    WHERE v.code = CAST('U' AS BLOB);

CREATE VIEW all_findings AS
    SELECT coalesce(c.name, c.id) AS conversation, f.fingerprint, r.instance AS rule, f.severity, f.points, f.turn, f.start, f."end",
           f.at_ms, f.agent, c.team, c.channel, substr(c.started, 1, 10) AS day, f.text, m.value AS message,
           s.value AS suggestion, p.value AS pattern, f.detail, f.possible, f.first_run, f.withdrawn_run
    FROM finding f JOIN conversation c ON c.key = f.conversation JOIN rule r ON r.key = f.rule
    JOIN text m ON m.key = f.message JOIN text s ON s.key = f.suggestion JOIN text p ON p.key = f.pattern;

CREATE VIEW findings AS SELECT * FROM all_findings WHERE withdrawn_run IS NULL AND NOT possible;

CREATE VIEW scores AS
    SELECT coalesce(c.name, c.id) AS conversation, s.handbook, s.score, s.coverage, s.passed, s.violation, s.undetermined, s.pass,
           s.not_applicable, s.manual, c.channel, c.agent, c.team, substr(c.started, 1, 10) AS day
    FROM score s JOIN conversation c ON c.key = s.conversation;

CREATE VIEW deductions AS
    SELECT coalesce(c.name, c.id) AS conversation, d.handbook, r.instance AS rule, d.norm, d.points, c.agent, c.team,
           substr(c.started, 1, 10) AS day
    FROM deduction d JOIN conversation c ON c.key = d.conversation JOIN rule r ON r.key = d.rule;

CREATE VIEW changes AS
    SELECT g.run, coalesce(c.name, c.id) AS conversation, g.rule, g.before, g.after
    FROM change g JOIN conversation c ON c.key = g.conversation;

CREATE VIEW cases AS
    SELECT m.name AS "case", coalesce(c.name, c.id) AS conversation, c.started, c.customer
    FROM membership m JOIN conversation c ON c.key = m.conversation WHERE m.kind = 'case';

CREATE VIEW events AS
    SELECT coalesce(c.name, c.id) AS conversation, e.type, e.at, e.instant, e.by, e.due, e.ref, e.id, e.kind, e.fields, c.customer,
           c.case_id AS "case"
    FROM event e JOIN conversation c ON c.key = e.conversation;
