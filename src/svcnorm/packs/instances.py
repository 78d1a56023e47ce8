"""Rule instances: rules that several handbooks bind in the same way are one, the others get names of their own."""

from __future__ import annotations

from collections.abc import Sequence

from svcnorm.model.rules import Binding, Rule
from svcnorm.packs.compiler import Bind, binds, handbook, targets

__all__ = ["Bind", "binds", "handbook", "merged", "targets"]


def merged(found: Sequence[Bind]) -> tuple[Rule, ...]:
    """Equal rules as one with all their bindings; ids that differ get `@handbook`."""
    groups: dict[str, list[tuple[Rule, list[Binding]]]] = {}
    for each in found:
        variants = groups.setdefault(each.rule.id, [])
        same = next((bindings for known, bindings in variants if known == each.rule), None)
        if same is None:
            variants.append((each.rule, [each.binding]))
        elif each.binding not in same:
            same.append(each.binding)
    out: list[Rule] = []
    for variants in groups.values():
        names = _instances(variants)
        out += [r._replace(instance=name, bindings=tuple(b)) for (r, b), name in zip(variants, names)]
    return tuple(out)


def _instances(variants: Sequence[tuple[Rule, list[Binding]]]) -> list[str]:
    """`rule`, or `rule@handbook` where several parameter sets are in force, or `rule@handbook:norm` inside one."""
    if len(variants) == 1:
        return [variants[0][0].id]
    books = [bindings[0].handbook for _, bindings in variants]
    out: list[str] = []
    for (variant, bindings), book in zip(variants, books):
        name = f"{variant.id}@{book}"
        if books.count(book) > 1:
            name = f"{name}:{bindings[0].norm}"
        twins = sum(other == name or other.startswith(f"{name}.") for other in out)
        out.append(f"{name}.{twins + 1}" if twins else name)
    return out
