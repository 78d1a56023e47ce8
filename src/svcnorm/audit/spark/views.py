"""The tables of an audit on a cluster: the rows that the views of a store have, without its runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from svcnorm.audit.codes import outcomes
from svcnorm.judging import Rules

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

WHO = ("about.channel", "about.agent", "about.team", "about.day")
CONVERSATION = "about.conversation"
SUBJECT = (
    "CASE WHEN over = 'case' AND about.`case` IS NOT NULL THEN concat('case:', about.`case`)"
    " WHEN over = 'customer' AND about.customer IS NOT NULL THEN concat('customer:', about.customer)"
    " ELSE 'conversation' END AS subject"
)


class Tables(NamedTuple):
    """The tables, lazy. `findings` holds possible ones too, marked. `kept` is what Spark keeps for them."""

    conversations: DataFrame
    verdicts: DataFrame
    findings: DataFrame
    scores: DataFrame
    deductions: DataFrame
    cases: DataFrame
    errors: DataFrame
    rules: DataFrame
    packs: DataFrame
    kept: tuple[DataFrame, ...]

    def named(self) -> dict[str, DataFrame]:
        """The tables by name."""
        return {name: getattr(self, name) for name in self._fields if name != "kept"}

    def release(self) -> None:
        """Let Spark forget what was read and judged."""
        for each in self.kept:
            each.unpersist()


def views(
    spark: SparkSession,
    rulesets: Sequence[Rules],
    entries: DataFrame,
    judged: DataFrame,
    faults: DataFrame,
    kept: tuple[DataFrame, ...],
) -> Tables:
    """The tables of what was read and judged."""
    rules = _rules(spark, rulesets)
    good = judged.where("fault IS NULL")
    scores = good.selectExpr("about", "explode(scores) AS s")
    return Tables(
        judged.selectExpr("about.*", "notes"),
        _verdicts(spark, good, rules),
        _findings(good),
        _scores(scores),
        _deductions(scores),
        entries.selectExpr("about", "explode(memberships) AS m")
        .where("m.kind = 'case'")
        .selectExpr("m.name AS `case`", CONVERSATION, "about.started", "about.customer"),
        faults.unionByName(judged.where("fault IS NOT NULL").select("fault")).select("fault.*"),
        rules.selectExpr("rule", "title", "pack", "severity", "points", "status", "over", "ruleset_hash"),
        _packs(spark, rulesets),
        kept,
    )


def _verdicts(spark: SparkSession, judged: DataFrame, rules: DataFrame) -> DataFrame:
    """A row for each rule, unfolded from one byte each, on the cluster and not in Python."""
    from pyspark.sql.functions import broadcast

    meanings = [(bytearray(code), verdict, reasons) for code, verdict, reasons in outcomes()]
    told = spark.createDataFrame(meanings, "code binary, verdict string, meant string")
    unfolded = judged.where("codes IS NOT NULL").join(broadcast(rules), "ruleset")
    unfolded = unfolded.selectExpr("*", "substring(codes, position + 1, 1) AS code").join(broadcast(told), "code")
    reasons = "coalesce(element_at(reasons, position), meant) AS reasons"
    return unfolded.selectExpr(CONVERSATION, "rule", "verdict", reasons, SUBJECT, "title", "severity", *WHO)


def _findings(judged: DataFrame) -> DataFrame:
    each = judged.selectExpr("about", "explode(findings) AS f")
    return each.selectExpr(CONVERSATION, "f.*", "about.team", "about.channel", "about.day")


def _scores(scores: DataFrame) -> DataFrame:
    return scores.selectExpr(CONVERSATION, "s.*", *WHO).drop("deductions")


def _deductions(scores: DataFrame) -> DataFrame:
    each = scores.selectExpr("about", "s.handbook", "explode(s.deductions) AS d")
    who = ("about.agent", "about.team", "about.day")
    return each.selectExpr(CONVERSATION, "handbook", "d.rule", "d.norm", "d.points", *who)


def _rules(spark: SparkSession, rulesets: Sequence[Rules]) -> DataFrame:
    rows = [
        (n, at, r.instance, r.title, r.pack, r.severity, float(r.points), r.status, r.over, rules.tool["ruleset_hash"])
        for n, rules in enumerate(rulesets)
        for at, r in enumerate(rules.rules)
    ]
    texts = "rule string, title string, pack string, severity string, points double, status string, over string"
    return spark.createDataFrame(rows, f"ruleset int, position int, {texts}, ruleset_hash string")


def _packs(spark: SparkSession, rulesets: Sequence[Rules]) -> DataFrame:
    rows = [
        (p.name, p.version, p.hash, p.title, rules.tool["ruleset_hash"], rules.tool["judging_hash"])
        for rules in rulesets
        for p in rules.packs
    ]
    names = "name string, version string, hash string, title string, ruleset_hash string, judging_hash string"
    return spark.createDataFrame(rows, names)
