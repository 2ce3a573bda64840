"""A claim, an acknowledgement and a retraction are made by the actor, or by one who speaks for it."""

from generator.diagnostics import Level
from generator.kinds.strike import Responsibility
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.model.statement import Agent

CODE = "A417"
LEVEL = Level.ERROR
REASON = "What others say of the actor is an attribution: the page would show it as a confession."
_STANCES = ("claimed", "acknowledged", "retracted")
_PART_OF = {
    "relations": ("target", ("part-of", "member-of", "armed-wing-of", "political-wing-of", "media-arm-of")),
    "roles": ("group", ()),
    "offices": ("body", ()),
}
"""The statements by which an entry belongs to another: the part that names it, and the types that do so, if not all."""


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each such statement with a speaker who, by all that the atlas knows, does not belong to the actor."""
    for fact in entry.facts:
        said = fact.statement
        if not isinstance(said, Responsibility) or said.stance not in _STANCES or said.by is None:
            continue
        if said.by.key != said.actor.key and not _speaks_for(atlas, said.by, said.actor):
            speaker = said.by.id or said.by.label
            message = f"`{said.stance}` is what the actor says, and `{speaker}` does not speak for it"
            help = "write `stance: attributed` if they say that it did it"
            if actor := said.actor.id:
                own = f"give them `of: {actor}`" if said.by.label else "state in their entry that they are part of it"
                help += f"; if they speak for it, {own}; if they report its words, take `by` out"
            yield Finding(CODE, entry, (*fact.path, "by"), message, help)


def _speaks_for(atlas: Atlas, speaker: Agent, actor: Agent) -> bool:
    """Tell whether a speaker is the actor's, of whatever body; an entry that cannot be read may say so."""
    bodies = [id for id in (speaker.id, speaker.of) if id]
    for body in bodies:  # it grows by what each is part of
        for fact in atlas[body].facts if body in atlas.entries else ():
            part, types = _PART_OF.get(fact.field, ("", ()))
            if part and (not types or getattr(fact.statement, "type", "") in types):
                above = getattr(fact.statement, part)
                above = above.id if isinstance(above, Agent) else above
                bodies += [above] if above and above not in bodies else []
    return actor.id in bodies or not atlas.unread.isdisjoint(bodies)
