-- Figures as views, and what is kept of conversations that were purged (docs/audit.md).

-- A purge: all conversations of days before `before` were taken out. `skeletons` are those of which the text-free
-- events stay, because a case or customer of theirs goes on.
CREATE TABLE purge (
    id INTEGER PRIMARY KEY,
    before TEXT NOT NULL,
    done TEXT NOT NULL,
    conversations INTEGER NOT NULL,
    findings INTEGER NOT NULL,
    decisions INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    skeletons INTEGER NOT NULL
);

-- Counts by day, agent, team and channel, an empty text where there was none.
CREATE TABLE kept_conversation (
    day TEXT NOT NULL, agent TEXT NOT NULL, team TEXT NOT NULL, channel TEXT NOT NULL,
    conversations INTEGER NOT NULL,
    broken INTEGER NOT NULL,           -- with a violation
    critical INTEGER NOT NULL,         -- judged by fatal norms
    fatal INTEGER NOT NULL,            -- with a violation of a fatal norm
    fatal_open INTEGER NOT NULL,       -- without one, but with a fatal norm undetermined
    PRIMARY KEY (day, agent, team, channel)
) WITHOUT ROWID;
CREATE TABLE kept_verdict (
    day TEXT NOT NULL, agent TEXT NOT NULL, team TEXT NOT NULL, channel TEXT NOT NULL,
    kind TEXT NOT NULL, name TEXT NOT NULL,  -- `rule` and its instance, or `norm` and handbook/norm
    violation INTEGER NOT NULL, undetermined INTEGER NOT NULL, pass INTEGER NOT NULL, not_applicable INTEGER NOT NULL,
    manual INTEGER NOT NULL,
    PRIMARY KEY (day, agent, team, channel, kind, name)
) WITHOUT ROWID;
CREATE TABLE kept_reason (
    day TEXT NOT NULL, agent TEXT NOT NULL, team TEXT NOT NULL, channel TEXT NOT NULL,
    rule TEXT NOT NULL, reason TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (day, agent, team, channel, rule, reason)
) WITHOUT ROWID;
CREATE TABLE kept_score (
    day TEXT NOT NULL, agent TEXT NOT NULL, team TEXT NOT NULL, channel TEXT NOT NULL,
    handbook TEXT NOT NULL,
    score REAL NOT NULL,               -- -1 where nothing applied
    passed INTEGER NOT NULL,           -- 1, 0; -1 where too little could be judged
    n INTEGER NOT NULL,
    PRIMARY KEY (day, agent, team, channel, handbook, score, passed)
) WITHOUT ROWID;

CREATE VIEW purges AS
    SELECT id AS purge, before, done, conversations, findings, decisions, errors, skeletons FROM purge;

-- The entry of a customer in a roster, `roster:NAME`, is no conversation that anybody had.

-- Conversations to which a rule applied and could be judged are what its violations are a share of.
CREATE VIEW rule_rates AS
    SELECT r.instance AS rule, r.title, r.severity,
           sum(CASE WHEN o.verdict IN ('violation', 'pass') THEN v.n ELSE 0 END) AS judged,
           sum(CASE WHEN o.verdict = 'violation' THEN v.n ELSE 0 END) AS violation,
           sum(CASE WHEN o.verdict = 'undetermined' THEN v.n ELSE 0 END) AS undetermined,
           sum(CASE WHEN o.verdict = 'pass' THEN v.n ELSE 0 END) AS pass,
           sum(CASE WHEN o.verdict = 'not_applicable' THEN v.n ELSE 0 END) AS not_applicable,
           sum(CASE WHEN o.verdict = 'manual' THEN v.n ELSE 0 END) AS manual
    FROM (SELECT ruleset, vector, count(*) AS n FROM conversation WHERE vector IS NOT NULL GROUP BY ruleset, vector) v
    JOIN vector w ON w.key = v.vector
    JOIN rule r ON r.ruleset = v.ruleset
    JOIN outcome o ON o.code = substr(w.codes, r.position + 1, 1)
    GROUP BY r.instance;

CREATE VIEW undetermined_reasons AS
    SELECT v.reasons, r.instance AS rule, r.title, count(*) AS conversations
    FROM verdict v JOIN rule r ON r.key = v.rule WHERE v.code = CAST('U' AS BLOB)
    GROUP BY v.reasons, r.instance;

CREATE VIEW agent_rates AS
    SELECT c.agent, c.team, count(*) AS conversations,
           sum(EXISTS (SELECT 1 FROM verdict v WHERE v.conversation = c.key AND v.code = CAST('V' AS BLOB))) AS broken
    FROM conversation c WHERE c.vector IS NOT NULL AND c.id NOT GLOB 'roster:*' GROUP BY c.agent, c.team;

CREATE VIEW day_rates AS
    SELECT substr(c.started, 1, 10) AS day, c.channel, count(*) AS conversations,
           sum(EXISTS (SELECT 1 FROM verdict v WHERE v.conversation = c.key AND v.code = CAST('V' AS BLOB))) AS broken
    FROM conversation c WHERE c.vector IS NOT NULL AND c.id NOT GLOB 'roster:*' GROUP BY day, c.channel;

CREATE VIEW repeated AS
    SELECT c.agent, r.instance AS rule, r.title, count(*) AS conversations,
           min(substr(c.started, 1, 10)) AS first_day, max(substr(c.started, 1, 10)) AS last_day
    FROM verdict v JOIN rule r ON r.key = v.rule JOIN conversation c ON c.key = v.conversation
    WHERE v.code = CAST('V' AS BLOB) AND c.agent IS NOT NULL
    GROUP BY c.agent, r.instance HAVING count(*) > 1;

CREATE VIEW kept AS
    SELECT v.day, v.agent, v.team, v.channel, v.kind, v.name, v.violation, v.undetermined, v.pass, v.not_applicable, v.manual
    FROM kept_verdict v;
