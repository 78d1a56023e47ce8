"""`extends`, merging and overriding: what is in force, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from svcnorm.config import Config
from svcnorm.judging import Rules
from svcnorm.model.errors import ConfigError, PackError
from svcnorm.packs import load_rules

Write = Callable[..., str]


def loaded(path: str, **config: object) -> Rules:
    return load_rules([path], Config(**config))  # type: ignore[arg-type]


def ids(rules: Rules) -> list[str]:
    return [rule.id for rule in rules.rules]


def test_depth_first_each_once(write: Write) -> None:
    write("ground", "rules: [{id: g, require: 您好}]", "[]")
    write("left", "rules: [{id: l, require: 您好}]", "[ground]")
    write("right", "rules: [{id: r, require: 您好}]", "[ground]")
    rules = loaded(write("top", "rules: [{id: t, require: 您好}]", "[left, right]"))
    assert [pack.name for pack in rules.packs] == ["ground", "left", "right", "top"]
    assert ids(rules) == ["g", "l", "r", "t"]


def test_a_loop_is_named_in_full(write: Write) -> None:
    write("a", "", "[b]")
    write("b", "", "[c]")
    with pytest.raises(PackError, match="a → b → c → a"):
        loaded(write("c", "", "[a]").replace("c.yaml", "a.yaml"))


def test_modes_of_extends(write: Write) -> None:
    write("base", "rules: [{id: old, require: 您好}, {id: new, status: experimental, require: 您好}]", "[]")
    assert ids(loaded(write("all", "", "[base]"))) == ["old", "new"]
    assert ids(loaded(write("some", "", "[[base, recommended]]"))) == ["old"]
    assert ids(loaded(write("none", "", "[[base, none]]"))) == []
    assert ids(loaded(write("one", "overrides: {new: {off: false}}", "[[base, none]]"))) == ["new"]


def test_vars_replace_and_append(write: Write) -> None:
    write("base", "vars: {company: [电信], most: 3}", "[]")
    body = "vars: {+company: [天翼], most: 4}\nrules: [{id: a, measure: rings, at_most: $most}]"
    path = write("top", body, "[base]")
    assert loaded(path).vocabulary.program.words["company"] == ("电信", "天翼")
    assert loaded(path).rules[0].constraint.at_most == 4
    assert loaded(path, vars={"most": 5, "company": ["移动"]}).rules[0].constraint.at_most == 5
    assert loaded(path, vars={"company": ["移动"]}).vocabulary.program.words["company"] == ("移动",)


def test_sets_only_grow(write: Write) -> None:
    write("base", "sets: {问候: [您好]}\nrules: [{id: a, require: '@问候'}]", "[]")
    rules = loaded(write("top", "sets: {问候: {+any_of: [你好], +unless: [你好像]}}", "[base]"))
    found = rules.vocabulary.program.members("问候")
    assert (found.any_of, found.unless) == (("您好", "你好"), ("你好像",))


def test_sections_in_several_files(tmp_path, write: Write) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "phone"
    (folder / "more").mkdir(parents=True)
    (folder / "pack.yaml").write_text("pack: phone\nextends: []\nsets: {问候: [您好]}\n", "utf-8")
    (folder / "b.yaml").write_text("rules: [{id: b, require: '@问候'}]\n", "utf-8")
    (folder / "more" / "c.yaml").write_text("rules: [{id: c, require: '@谢'}]\nsets: {谢: [谢谢]}\n", "utf-8")
    assert ids(loaded(str(folder))) == ["b", "c"]
    (folder / "d.yaml").write_text("sets: {谢: [感谢]}\n", "utf-8")
    with pytest.raises(PackError, match=r"already defined at .*c\.yaml:2|already defined at .*d\.yaml:1"):
        loaded(str(folder))
    (folder / "d.yaml").write_text("title: 电话\n", "utf-8")
    with pytest.raises(PackError, match="unknown key 'title'"):
        loaded(str(folder))


def test_a_pack_is_called_as_its_file(write: Write, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "phone.yaml"
    path.write_text("pack: fone\n", "utf-8")
    with pytest.raises(PackError, match="calls itself 'fone'"):
        loaded(str(path))


def test_overrides_of_packs_and_of_the_site(write: Write) -> None:
    write("base", "rules: [{id: a, points: 1, params: {most: 3}, measure: rings, at_most: $most}]", "[]")
    path = write("top", "overrides: {a: {points: 2, severity: major}}", "[base]")
    binding = loaded(path).rules[0].bindings[0]
    assert (binding.points, binding.severity) == (2, "major")
    site = {"a": {"points": 7, "with": {"most": 5}}}
    rule = loaded(path, overrides=site).rules[0]
    assert (rule.bindings[0].points, rule.bindings[0].severity, rule.constraint.at_most) == (7, "major", 5)
    assert rule.params == {"most": 5}
    assert ids(loaded(path, overrides={"a": {"off": True}})) == []


def test_a_site_override_of_nothing_is_the_configurations_error(write: Write) -> None:
    path = write("top", "rules: [{id: greeting, require: 您好}]", "[]")
    with pytest.raises(ConfigError, match="did you mean greeting"):
        loaded(path, overrides={"greetings": {"off": True}})
    with pytest.raises(ConfigError, match="unknown key 'require'"):
        loaded(path, overrides={"greeting": {"require": "你好"}})


def test_a_site_override_needs_to_exist_in_one_of_the_packs(write: Write) -> None:
    one = write("one", "rules: [{id: a, require: 您好}]", "[]")
    two = write("two", "rules: [{id: b, require: 您好}]", "[]")
    rules = load_rules([one, two], Config(overrides={"b": {"points": 4}}))
    assert [rule.bindings[0].points for rule in rules.rules] == [0, 4]


def test_filters_narrow_rules(write: Write) -> None:
    body = "rules: [{id: a, unless: {channel: visit}, require: 您好}, {id: b, require: 您好}]"
    path = write("top", body, "[]")
    rules = loaded(path, filters=[{"rules": ["a"], "unless": {"channel": "chat"}}])
    first, second = (rule.unless for rule in rules.rules)
    assert first is not None and (first.kind, len(first.of)) == ("any", 2)
    assert second is None
    everywhere = loaded(path, filters=[{"rules": "any", "unless": {"channel": "chat"}}])
    assert all(rule.unless is not None for rule in everywhere.rules)


def test_a_rule_may_replace_another(write: Write) -> None:
    write("base", "rules: [{id: old, require: 您好}]", "[]")
    body = "rules: [{id: new, replaces: old, require: 你好}]\nnorms: {N-1: {title: 问候, status: automated, by: old}}"
    rules = loaded(write("top", body, "[base]"))
    assert [(rule.id, rule.bindings[0].norm) for rule in rules.rules] == [("new", "N-1")]
    assert ids(loaded(write("again", "rules: [{id: new, replaces: old, require: 你好}]", "[base]"))) == ["new"]
