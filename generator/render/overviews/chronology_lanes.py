"""The events of those who are named most often as having done them, drawn over time: a lane for each."""

from markupsafe import Markup

from generator.draw.strip import strip_svg
from generator.draw.strip_lanes import DrawnLane, LaneMark
from generator.facts.entry_dates import date_of
from generator.model.atlas import Atlas, Entry
from generator.model.statement import Agent
from generator.render.overviews.index_values import short_name
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short
from generator.text.phrases import counted

LANES = 10


def lanes_of(atlas: Atlas) -> Markup:
    """Return the picture, in which a date that is no day is a stretch; nothing where nobody is named."""
    done: dict[str, dict[Entry, Edtf]] = {}
    for entry in atlas.entries.values():
        when, facets = date_of(entry), [facet for facet in entry.kind.facets if facet.with_stance]
        for fact in (fact for facet in facets for fact in entry.current_facts(facet.field)):
            agents = (getattr(fact.statement, facet.part) for facet in facets if facet.field == fact.field)
            stance = fact.statement.stance_code
            is_named = stance is not None and stance.affirms
            for agent in agents:
                if is_named and when is not None and isinstance(agent, Agent) and agent.id:
                    done.setdefault(agent.id, {})[entry] = when
    most = sorted(done.items(), key=lambda item: (-len(item[1]), item[0]))[:LANES]
    lanes, spoken = [], []
    for id, events in most:
        marks = tuple(LaneMark("event", in_short(date), date) for date in events.values())
        label = f"{short_name(atlas[id])}: {counted(len(events), 'event')}"
        days = sorted(date.day for date in events.values())
        lanes.append(DrawnLane(label, marks))
        spoken.append(f"{label}, {days[0][:4]} to {days[-1][:4]}.")
    svg, _ = strip_svg("lanes", " ".join([*spoken, "The list below says the same, by body."]), lanes)
    return Markup(svg)
