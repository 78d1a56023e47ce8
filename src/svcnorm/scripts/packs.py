"""The rules for scripts of somebody who chose no pack."""

from __future__ import annotations

from svcnorm.config import Config
from svcnorm.judging import Rules
from svcnorm.model.conversation import Conversation
from svcnorm.packs import available, load_rules, neutral_pack
from svcnorm.run import RulesFor
from svcnorm.scripts.placeholders import DEFAULT_COMPANY


def neutral_rules(config: Config) -> RulesFor:
    """The neutral pack of a script's channel, and what is forbidden in matters that come up on every channel
    (complaints, requests): a script is written for the day when they do. What must be said then, a handbook says."""
    loaded: dict[str, Rules] = {}
    matters = [pack.name for pack in available(config) if pack.kind == "topic" and not pack.channels]

    def rules_for(conversation: Conversation) -> Rules | None:
        name = neutral_pack(conversation.channel, config)
        if not name:
            return None
        if name not in loaded:
            rules = load_rules([name, *matters], config)
            kept = (each for each in rules.rules if each.pack not in matters or each.constraint.kind == "forbid")
            loaded[name] = rules._replace(rules=tuple(kept))
        return loaded[name]

    return rules_for


def company_of(rules: Rules) -> str:
    """What the agents' company is called: the first name that the packs or the configuration give it."""
    return next(iter(rules.vocabulary.program.words.get("company", ())), DEFAULT_COMPANY)
