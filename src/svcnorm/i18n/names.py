"""What people call the codes of the model: verdicts, severities, reasons, channels, events, units, scopes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svcnorm.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from svcnorm.model.rules import Amount, Scope

VERDICTS = {
    "violation": N_("violation"),
    "undetermined": N_("undetermined"),
    "pass": N_("pass"),
    "not_applicable": N_("not applicable"),
    "manual": N_("for a person"),
}
SEVERITIES = {"fatal": N_("fatal"), "major": N_("major"), "minor": N_("minor"), "info": N_("info")}
CHANNELS = {
    "inbound_call": N_("inbound call"),
    "outbound_call": N_("outbound call"),
    "visit": N_("visit"),
    "reception": N_("reception"),
    "onsite_service": N_("on-site service"),
    "counter": N_("counter"),
    "chat": N_("chat"),
    "email": N_("e-mail"),
    "letter": N_("letter"),
}
ROLES = {
    "agent": N_("agent"),
    "customer": N_("customer"),
    "colleague": N_("colleague"),
    "bot": N_("bot"),
    "unknown": N_("unknown speaker"),
    "any": N_("anyone"),
}
MISSING = {
    "no_event_record": N_("no record of the events"),
    "no_turn_times": N_("the sentences have no times"),
    "no_start_time": N_("no date and time of the conversation"),
    "role_unknown": N_("cannot tell agent from customer"),
    "channel_unknown": N_("channel not known"),
    "attribute_missing": N_("attributes missing"),
    "recording_cut": N_("recording incomplete"),
    "window_open": N_("deadline not over when the record ends"),
    "record_end_unknown": N_("not known how far the record reaches"),
    "calendar_missing": N_("no working-day calendar for that year"),
    "identity_missing": N_("customer or case not identified"),
    "fuzzy_only": N_("only a similar wording was found"),
    "too_little_speech": N_("too little speech to measure"),
    "limit_hit": N_("matching stopped at its limit"),
    "scheduled_only": N_("planned, with no record that it happened"),
}
"""What is missing, by the reason of an undetermined verdict."""

SUPPLY = {
    "no_event_record": N_("needs the call record or case log"),
    "no_turn_times": N_("needs a transcript with times"),
    "no_start_time": N_("needs the start time (started_at)"),
    "role_unknown": N_("needs speakers marked agent or customer"),
    "channel_unknown": N_("name it with --channel"),
    "attribute_missing": N_("add them to the conversation's data"),
    "recording_cut": N_("needs the whole recording"),
    "window_open": N_("check again when it is over, or set --as-of"),
    "record_end_unknown": N_("needs the time the case was closed, or --as-of"),
    "calendar_missing": N_("add that year to the configuration"),
    "identity_missing": N_("needs a customer or case number"),
    "fuzzy_only": N_("a person should listen"),
    "too_little_speech": N_("nothing to add: the sample is too short"),
    "limit_hit": N_("simplify the rule's wording"),
    "scheduled_only": N_("needs a record of what happened"),
}
"""What would supply it, by the same reason."""

NOT_APPLICABLE = {
    "held_either_way": N_("kept, whether it applied or not"),
    "not_in_force": N_("not in force on that day"),
    "condition_false": N_("its condition is not met"),
    "no_trigger": N_("its occasion did not arise"),
    "no_opportunity": N_("there was no opportunity for it"),
}
CALL_EVENTS = {
    "ring": N_("ringing"),
    "answer": N_("answering"),
    "hold_start": N_("hold"),
    "hold_end": N_("end of hold"),
    "mute_start": N_("mute"),
    "mute_end": N_("end of mute"),
    "transfer": N_("transfer"),
    "dropped": N_("dropped call"),
    "hangup": N_("hang-up"),
    "other_call_in": N_("another incoming call"),
}
VISIT_EVENTS = {
    "visitor_arrived": N_("visitor's arrival"),
    "appointment_made": N_("appointment"),
    "appointment_time": N_("appointed time"),
    "arrived": N_("arrival"),
    "visit_started": N_("start of the visit"),
    "visit_ended": N_("end of the visit"),
}
CASE_EVENTS = {
    "complaint_received": N_("complaint"),
    "request_received": N_("request"),
    "letter_received": N_("letter received"),
    "fault_reported": N_("fault report"),
    "fault_filed": N_("fault filed"),
    "reported_to_manager": N_("report to the manager"),
    "escalated": N_("escalation"),
    "callback_promised": N_("promised call-back"),
    "callback_made": N_("call-back"),
    "progress_informed": N_("progress report"),
    "first_reply": N_("first reply"),
    "written_reply": N_("written reply"),
    "resolved": N_("resolution"),
    "customer_consent": N_("customer's consent"),
    "customer_confirmed": N_("customer's confirmation"),
    "closed": N_("closing of the case"),
    "record_updated": N_("update of the file"),
    "thank_you_sent": N_("thank-you message"),
    "greeting_sent": N_("greeting message"),
    "contract_expiry": N_("end of the contract"),
    "expiry_reminder": N_("expiry reminder"),
    "renewal_done": N_("renewal"),
}
DERIVED_EVENTS = {
    "turn": N_("turn of speech"),
    "silence": N_("silence"),
    "overlap": N_("both speaking at once"),
    "interruption": N_("interruption"),
}
RECORDS = {"call": N_("call record"), "visit": N_("visit record"), "case": N_("case log")}
"""The record that would hold an event, by its kind."""

ATTRIBUTES = {
    "rings": N_("number of rings"),
    "line": N_("kind of line"),
    "caller_known": N_("whether the caller is known"),
    "customer_name": N_("customer's name"),
    "customer_title": N_("customer's title"),
    "customer_tier": N_("customer tier"),
    "first_meeting": N_("whether it is the first meeting"),
    "wrong_number": N_("whether the number was wrong"),
    "unclear_audio": N_("whether the line was unclear"),
    "customer_unhappy": N_("whether the customer was unhappy"),
    "complaint_type": N_("kind of complaint"),
    "our_fault": N_("whether the fault was ours"),
    "request_unmet": N_("whether the request went unmet"),
    "service_unavailable": N_("whether the service is on offer"),
    "beyond_authority": N_("whether it was beyond authority"),
    "holiday": N_("whether it was a holiday"),
    "customer_plan": N_("customer's plan"),
    "contact_count": N_("number of contacts"),
    "days_since_last_contact": N_("days since the last contact"),
    "visitor_during_call": N_("whether a visitor came during the call"),
}


def named(table: dict[str, str], code: str) -> str:
    """The name of `code` in the language in use; a code that the table lacks is its own name."""
    return _(table[code]) if code in table else code


def event(code: str) -> str:
    """An event type as people say it."""
    return named({**CALL_EVENTS, **VISIT_EVENTS, **CASE_EVENTS, **DERIVED_EVENTS}, code)


def record_of(code: str) -> str:
    """The kind of record (`call`, `visit`, `case`) that holds events of type `code`, or an empty text."""
    if code in CALL_EVENTS:
        return "call"
    if code in VISIT_EVENTS:
        return "visit"
    return "case" if code in CASE_EVENTS else ""


def amount(length: Amount) -> str:
    """A length such as `48 hours`, in words."""
    if length.unit == "same turn":
        return _("the same turn")
    n = int(length.value) if length.value == int(length.value) else length.value
    forms = {
        "seconds": lambda k: ngettext("{v} second", "{v} seconds", k, v=n),
        "minutes": lambda k: ngettext("{v} minute", "{v} minutes", k, v=n),
        "hours": lambda k: ngettext("{v} hour", "{v} hours", k, v=n),
        "days": lambda k: ngettext("{v} day", "{v} days", k, v=n),
        "calendar days": lambda k: ngettext("{v} calendar day", "{v} calendar days", k, v=n),
        "working days": lambda k: ngettext("{v} working day", "{v} working days", k, v=n),
        "months": lambda k: ngettext("{v} month", "{v} months", k, v=n),
        "turns": lambda k: ngettext("{v} turn", "{v} turns", k, v=n),
        "agent turns": lambda k: ngettext("{v} agent turn", "{v} agent turns", k, v=n),
        "customer turns": lambda k: ngettext("{v} customer turn", "{v} customer turns", k, v=n),
        "characters": lambda k: ngettext("{v} character", "{v} characters", k, v=n),
    }
    form = forms.get(length.unit)
    return form(1 if n == 1 else 2) if form else f"{n} {length.unit}"


def scope(where: Scope) -> str:
    """A scope such as `first 3 agent turns`, in words."""
    plain = {
        "conversation": _("the whole conversation"),
        "before_customer": _("before the customer speaks"),
        "same_turn": _("the same turn"),
        "next_turn": _("the next turn"),
    }
    if where.kind in plain:
        return plain[where.kind]
    return _turns(where) if where.kind == "turns" else where.name or where.kind


def _turns(where: Scope) -> str:
    n, last = where.n, where.edge == "last"
    if where.party == "agent":
        if last:
            return ngettext("the agent's last turn", "the agent's last {n} turns", n)
        return ngettext("the agent's first turn", "the agent's first {n} turns", n)
    if where.party == "customer":
        if last:
            return ngettext("the customer's last turn", "the customer's last {n} turns", n)
        return ngettext("the customer's first turn", "the customer's first {n} turns", n)
    if last:
        return ngettext("the last turn", "the last {n} turns", n)
    return ngettext("the first turn", "the first {n} turns", n)
