-- The second look of a person (docs/review.md): decisions about what was missed and what only people can tell beside
-- those about findings. Nothing is overwritten: of several decisions of a reviewer on one thing the latest counts.
ALTER TABLE decision ADD COLUMN kind TEXT NOT NULL DEFAULT 'finding';
ALTER TABLE decision ADD COLUMN rule TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN norm TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN turn INTEGER;
ALTER TABLE decision ADD COLUMN imported TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX decision_once
    ON decision (conversation, kind, fingerprint, rule, norm, ifnull(turn, -1), reviewer, decided, decision, comment);

CREATE VIEW decisions AS
    SELECT coalesce(c.name, c.id) AS conversation, d.kind, coalesce(r.instance, d.rule) AS rule, d.norm, d.fingerprint,
           d.turn, d.decision, d.reviewer, d.comment AS remark, d.decided, d.imported, d.decision <> 'withdrawn'
           AND row_number() OVER (
               PARTITION BY d.conversation, d.kind, d.fingerprint, d.rule, d.norm, ifnull(d.turn, -1), d.reviewer
               ORDER BY d.decided DESC, d.id DESC) = 1 AS current, c.key, c.agent, c.team
    FROM decision d JOIN conversation c ON c.id = d.conversation
    LEFT JOIN finding f ON f.conversation = c.key AND f.fingerprint = d.fingerprint
    LEFT JOIN rule r ON r.key = f.rule;

CREATE VIEW missed AS
    SELECT conversation, rule, norm, turn, reviewer, remark, decided, agent, team
    FROM decisions WHERE kind = 'missed' AND current;

CREATE VIEW checklist AS
    SELECT conversation, rule, norm, decision, reviewer, remark, decided, agent, team
    FROM decisions WHERE kind = 'manual' AND current;

-- What people together say of a finding.
CREATE VIEW opinions AS
    SELECT conversation, rule, fingerprint, count(*) AS reviewers,
           CASE WHEN max(decision = 'confirmed') AND max(decision = 'false_alarm') THEN 'disputed'
                WHEN max(decision = 'doubt') THEN 'doubt' ELSE max(decision) END AS human,
           group_concat(reviewer || ': ' || decision || CASE WHEN remark = '' THEN '' ELSE ' ' || remark END, '; ') AS said,
           key
    FROM (SELECT * FROM decisions WHERE kind = 'finding' AND current ORDER BY reviewer) GROUP BY key, fingerprint;

-- What the machine found beside what people made of it. A finding that was judged a false alarm stays where it is.
CREATE VIEW reviewed AS
    SELECT coalesce(c.name, c.id) AS conversation, f.fingerprint, r.instance AS rule, r.title, f.severity, f.points,
           f.possible, f.turn, f.text, m.value AS message, h.human, coalesce(h.reviewers, 0) AS reviewers, h.said,
           f.agent, c.team, substr(c.started, 1, 10) AS day, c.key, f.withdrawn_run
    FROM finding f JOIN conversation c ON c.key = f.conversation JOIN rule r ON r.key = f.rule
    JOIN text m ON m.key = f.message
    LEFT JOIN opinions h ON h.key = f.conversation AND h.fingerprint = f.fingerprint;

CREATE VIEW reviewed_rules AS
    SELECT rule, max(title) AS title, count(*) AS findings, sum(human IS NOT NULL) AS reviewed,
           sum(human IS 'confirmed') AS confirmed, sum(human IS 'false_alarm') AS false_alarm,
           sum(human IS 'doubt') AS doubt, sum(human IS 'disputed') AS disputed
    FROM reviewed WHERE NOT possible AND withdrawn_run IS NULL GROUP BY rule;
