"""Rules about events: their relations, tolls, dates and claims."""

import re
from datetime import date, timedelta

from euphrates_atlas.facts.entry_dates import dates_of, own_dates
from euphrates_atlas.facts.rivals import range_of
from euphrates_atlas.findings import Fault, Faults, Level
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.rules import rule
from euphrates_atlas.model.statement import Agent
from euphrates_atlas.text import edtf
from kinds.leader import RoleHeld
from kinds.shared.tolls import Toll
from kinds.strike import EventRelation, Responsibility, Strike

_LATER = ("retaliation-for", "claimed-as-retaliation-for")
_CHECK_BOTH = "check both dates; where the sources do have it so, explain it in `note`"
_NIGHT = timedelta(days=1)
"""Sources date the events of a night by either of its days, so dates may differ by one."""
_STANCES = ("claimed", "acknowledged", "retracted")
"""The stances that only the actor can take."""
_ACCOUNTS = ("responsibility", "casualties", "damage", "outcome")
"""The fields of an event whose statements cannot be older than it."""
_PART_OF = {
    "relations": (
        "target",
        ("part-of", "member-of", "armed-wing-of", "political-wing-of", "media-arm-of"),
    ),
    "roles": ("group", ()),
    "offices": ("body", ()),
}
"""The fields by which an entry belongs to another: the part that names the other, and the types that count (empty: all)."""


@rule("A509", Level.ERROR, "Chains of retaliation are drawn from it.")
def event_relation(atlas: Atlas, entry: Entry) -> Faults:
    """A relation is written in the later event, and a part belongs to a series."""
    for fact in entry.facts:
        relation = fact.statement
        if not isinstance(relation, EventRelation) or not (
            target := atlas.entries.get(relation.target)
        ):
            continue
        types = {fact.value for fact in target.current_facts("type")}
        if relation.type == "part-of-series" and "attack-series" not in types:
            message = f"`{target.id}` is not a series"
            help = (
                f"give {target.file} the type `attack-series`, or choose another relation"
            )
        elif relation.type in _LATER and _is_before(entry, target):
            message = f"`{target.id}` is later than this event"
            help = f"write the relation in {target.file}"
        else:
            continue
        yield Fault((*fact.path, "target"), message, help)


def _is_before(entry: Entry, other: Entry) -> bool:
    """Tell whether an event ended, by every account, before another began; False where one has no date."""
    own = own_dates(entry)
    others = own_dates(other)
    if not own or not others:
        return False
    return max(date.latest for date in own) < min(date.earliest for date in others)


@rule(
    "A510",
    Level.WARNING,
    "A number is mistyped, or the source itself does not add up, which the page should say.",
)
def toll_parts(atlas: Atlas, entry: Entry) -> Faults:
    """A total agrees with its parts, if they are of one speaker and date."""
    tolls = [
        (fact, fact.statement)
        for fact in entry.current_facts("casualties")
        if isinstance(fact.statement, Toll)
    ]
    of_some = [toll for _, toll in tolls if "all" not in toll.category]
    for fact, total in tolls:
        if "all" not in total.category or total.note:
            continue
        parts = _disjoint(_covered_by(total, of_some))
        least = sum(range_of(part)[0] for part in parts)
        _, most = range_of(total)
        if least > most:
            message = f"the parts add up to {least}, more than the total, {most}"
            help = "check the numbers; where the source itself does not add up, say so in `note`"
            yield Fault(fact.path, message, help)


def _covered_by(total: Toll, tolls: list[Toll]) -> list[Toll]:
    """Return the tolls that a total must cover: those of the same account, and of its nation if it has one."""
    return [
        toll
        for toll in tolls
        if _account(toll) == _account(total)
        and total.nationality in (None, toll.nationality)
    ]


def _account(toll: Toll) -> tuple[object, ...]:
    """Return what a total and its parts have in common: measure, scope, speaker (else the works cited) and date."""
    speaker = toll.by.key if toll.by else frozenset(citation.src for citation in toll.cite)
    date = toll.said_or_counted
    return toll.measure, toll.scope, speaker, date.text if date else None


def _disjoint(parts: list[Toll]) -> list[Toll]:
    """Return as many of the tolls as surely count nobody twice, the largest first: their sum is never too large."""
    kept: list[Toll] = []
    for part in sorted(parts, key=lambda part: range_of(part)[0], reverse=True):
        if not any(_may_overlap(part, other) for other in kept):
            kept.append(part)
    return kept


def _may_overlap(a: Toll, b: Toll) -> bool:
    """Tell whether two tolls may count the same people: they share a category, and their nations may be the same."""
    if set(a.category).isdisjoint(b.category):
        return False
    return a.nationality is None or b.nationality in (None, a.nationality)


@rule("A511", Level.WARNING, "A date is wrong, or two subjects were taken for one.")
def lifetime(atlas: Atlas, entry: Entry) -> Faults:
    """Nobody acts before their founding, no role outlasts a death, and no account is older than its event."""
    yield from _deeds_before_founding(atlas, entry)
    yield from _roles_before_founding(atlas, entry)
    yield from _accounts_before_event(entry)
    deaths = dates_of(entry, "death")
    for fact in entry.current_facts("roles") if deaths else ():
        period = fact.statement.when
        # A role without an end ended with the death: only its beginning can be too late.
        last = period and (period.end or period.start)
        if (
            last
            and not fact.statement.note
            and last.earliest > max(death.latest for death in deaths)
        ):
            message = f"this role goes beyond the death, {deaths[0].text}"
            yield Fault((*fact.path, "when"), message, _CHECK_BOTH)


def _roles_before_founding(atlas: Atlas, entry: Entry) -> Faults:
    """Yield the roles of a person that began before the body was founded, by every date of its founding."""
    for fact in entry.current_facts("roles"):
        role = fact.statement
        if not isinstance(role, RoleHeld) or not role.when or role.note:
            continue
        group = atlas.entries.get(role.group.id or "")
        began = role.when.start
        founded = dates_of(group, "founded") if group else []
        if founded and began and began.latest < min(start.earliest for start in founded):
            message = (
                f"`{role.group.id}` was founded {founded[0].text}, after this role began"
            )
            yield Fault((*fact.path, "when"), message, _CHECK_BOTH)


def _accounts_before_event(entry: Entry) -> Faults:
    """Yield the accounts of an event that are more than a day older than it."""
    dates = own_dates(entry)
    if not dates or not entry.kind.is_event:
        return
    first = date.fromisoformat(min(day.earliest for day in dates))
    for fact in entry.facts:
        account = fact.statement
        told = account.said_or_counted
        if (
            fact.field not in _ACCOUNTS
            or not told
            or account.note
            or not account.is_current
        ):
            continue
        if first - date.fromisoformat(told.latest) > _NIGHT:
            message = f"this account is of {told.text}, before the event, {dates[0].text}"
            yield Fault(fact.path, message, _CHECK_BOTH)


def _deeds_before_founding(atlas: Atlas, entry: Entry) -> Faults:
    """Yield the claims and attributions of an event to actors that were founded later."""
    last = max((date.latest for date in own_dates(entry)), default="")
    for fact in entry.facts if last else ():
        deed = fact.statement
        if (
            not isinstance(deed, Responsibility)
            or not deed.is_current
            or deed.stance not in deed.affirms
        ):
            continue
        actor = atlas.entries.get(deed.actor.id or "")
        founded = dates_of(actor, "founded") if actor else []
        if founded and not deed.note and last < min(start.earliest for start in founded):
            message = f"`{deed.actor.id}` was founded {founded[0].text}, after this event"
            yield Fault((*fact.path, "actor"), message, _CHECK_BOTH)


@rule(
    "A521", Level.WARNING, "Lists and links show the id, and one of the two dates is wrong."
)
def day_of_id(atlas: Atlas, entry: Entry) -> Faults:
    """The id of an event begins with its date, as far as it is known.

    Nights have two dates: an account within a day of the id agrees with it.
    """
    # As 2021-02-15 of 2021-02-15-erbil-rockets.
    begins = re.match(r"[1-8]\d{3}(?:-\d\d){0,2}(?=-)", entry.id)
    named = edtf.meant(begins[0]) if begins and isinstance(entry.record, Strike) else None
    if not begins or not named:
        return
    day = edtf.parse_date(named)
    first = str(date.fromisoformat(day.earliest) - _NIGHT)
    last = str(date.fromisoformat(day.latest) + _NIGHT)
    dates = [fact.value for fact in entry.facts_of("date")]
    if not any(value.earliest <= last and value.latest >= first for value in dates):
        message = f"the id begins with {named}, but the date is `{dates[0].text}`"
        first_date = dates[0].start or dates[0].end
        known = re.match(r"\d{4}(?:-\d\d)*", first_date.text)
        help = "correct the date"
        if known:
            right = f"{known[0][: len(named)]}{entry.id[len(begins[0]) :]}"
            help += f", or run `atlas rename {entry.id} {right}`"
        yield Fault(("date", 0, "value"), message, help)


@rule(
    "A417",
    Level.ERROR,
    "Words of others about the actor are an attribution; the page would show them as a confession.",
)
def claim_of_another(atlas: Atlas, entry: Entry) -> Faults:
    """A claim, an acknowledgement or a retraction is made by the actor, or by somebody who speaks for it."""
    for fact in entry.facts:
        said = fact.statement
        if (
            not isinstance(said, Responsibility)
            or said.stance not in _STANCES
            or not said.by
        ):
            continue
        speaker = said.by
        actor = said.actor
        if speaker.key == actor.key or _speaks_for(atlas, speaker, actor):
            continue
        message = f"`{said.stance}` is what the actor says, and `{speaker.id or speaker.label}` does not speak for it"
        help = "write `stance: attributed` if they say that it did it"
        if actor.id:
            own = (
                f"give them `of: {actor.id}`"
                if speaker.label
                else "state in their entry that they are part of it"
            )
            help += (
                f"; if they speak for it, {own}; if they report its words, take `by` out"
            )
        yield Fault((*fact.path, "by"), message, help)


def _speaks_for(atlas: Atlas, speaker: Agent, actor: Agent) -> bool:
    """Tell whether a speaker belongs to the actor, directly or through other bodies.

    True also where an entry on the way could not be read: it may say so.
    """
    bodies = [id for id in (speaker.id, speaker.of) if id]
    for body in bodies:  # it grows by the bodies to which each belongs
        for fact in atlas[body].facts if body in atlas.entries else ():
            above = _body_above(fact)
            if above and above not in bodies:
                bodies.append(above)
    return actor.id in bodies or not atlas.unread.isdisjoint(bodies)


def _body_above(fact: Fact) -> str | None:
    """Return the id of the body to which a statement says that its entry belongs."""
    part, types = _PART_OF.get(fact.field, ("", ()))
    if not part or (types and getattr(fact.statement, "type", "") not in types):
        return None
    above: Agent = getattr(fact.statement, part)
    return above.id
