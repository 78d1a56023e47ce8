"""`load_rules`: from names of packs to the rules in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from svcnorm.judging.ruleset import Rules
from svcnorm.model.rules import PackInfo, Settings
from svcnorm.packs.compiler import Compiler, handbook, targets
from svcnorm.packs.hashes import hashes
from svcnorm.packs.instances import merged
from svcnorm.packs.nodes import Node
from svcnorm.packs.resolve import Library, Site
from svcnorm.packs.scene import Scene, lexicon, scene
from svcnorm.packs.syntax.sets import looks_elsewhere
from svcnorm.packs.vocabulary import vocabulary
from svcnorm.packs.wordings import Wordings
from svcnorm.patterns import Lexicon


class Options(NamedTuple):
    """What the configuration says about loading, apart from the packs' names. `settings` has no calendar yet."""

    site: Site = Site()
    settings: Settings = Settings()
    pass_line: int | None = None
    calendars: Node | None = None


class Built(NamedTuple):
    """Rules fresh from their packs, with what they were made of."""

    rules: Rules
    scenes: tuple[Scene, ...]
    library: Library


def build(names: Sequence[str], roots: Sequence[Path], options: Options) -> Built:
    """Read, resolve, check and compile packs, each with its own scorecard. Raises PackError, ConfigError."""
    library = Library(roots)
    packs = [library.resolve(name, options.site) for name in dict.fromkeys(names)]
    words, places = lexicon(packs)
    wordings = Wordings(words, places)
    targets(packs, options.site)
    scenes = tuple(scene(pack, wordings) for pack in packs)
    compilers = [Compiler(each) for each in scenes]
    rules = merged([bind for each in compilers for bind in each.binds()])
    for each in compilers:
        _check_rest(each, words, places)
    scenery = vocabulary(packs, scenes, wordings, options.settings, options.calendars)
    books = tuple(handbook(each, options.pass_line) for each in scenes)
    infos = tuple({p.name: PackInfo(p.name, p.version, p.hash, p.title) for r in packs for p in r.chain}.values())
    return Built(Rules(scenery, rules, books, infos, hashes(scenery, rules, books)), scenes, library)


def _check_rest(compiler: Compiler, words: Lexicon, places: Mapping[str, Node]) -> None:
    """Check what a pack defines and nothing uses yet, without making the phrase program larger."""
    pack = compiler.pack
    used = {rule_id for rule_id, _ in compiler.compiled}
    rest = [name for name, source in pack.rules.items() if source.pack == pack.pack.name and name not in used]
    own = [name for name in pack.pack.maps["sets"].value if looks_elsewhere(pack.sets[name])]
    if rest or own:
        checked = scene(pack, Wordings(words, places))
        for name in own:
            checked.context.get_set(name)
        for name in rest:
            Compiler(checked).compile(name, None)
