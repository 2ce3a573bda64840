"""Changes as plain sentences, which the terminal and Markdown lay out; quoting is theirs."""

from collections.abc import Callable, Iterator

from generator.compare.changes import EntryChange, Sort, StatementChange, TextChange, Turn

Quote = Callable[[str], str]
"""Makes a text of the store fit to be shown where it goes."""


def entry_lines(change: EntryChange, quote: Quote) -> Iterator[str]:
    """Yield a line for each thing that happened to an entry."""
    if change.sort is Sort.RENAMED:
        yield f"renamed from {quote(change.old_id)}"
    for name in change.names_gained:
        yield f"name added: {quote(name)}"
    for name in change.names_lost:
        yield f"name removed: {quote(name)}"
    for text in change.texts:
        yield _text_line(text, quote)
    for statement in change.statements:
        yield from _statement_lines(statement, quote)
    for turn in change.fields:
        yield _turn(turn, quote)


def _text_line(text: TextChange, quote: Quote) -> str:
    words = "rewritten" if text.words_before is None else f"{text.words_before} to {text.words_after} words"
    return f"{text.field}: {words}{_sources(text.sources_gained, text.sources_lost, quote)}"


def _statement_lines(change: StatementChange, quote: Quote) -> Iterator[str]:
    said = quote(change.words)
    extra = _sources(change.sources_gained, change.sources_lost, quote) + _origins(change)
    if change.is_mended:
        kept = "keeps its address by `was`" if change.keeps_address else "loses its address"
        mended = f"{quote(change.old_words)} → {said} ({change.old_id} → {change.new_id}, {kept})"
        yield f"{change.label}: mended: {mended}{extra}"
    elif change.sort is not Sort.CHANGED:
        yield f"{change.label}: {change.sort.value}: {said}{extra}"
    elif extra or change.rank:
        ranked = f": rank {change.rank.before} → {change.rank.after}" if change.rank else ""
        yield f"{change.label}: {said}{ranked}{extra}"
    else:
        yield f"{change.label}: {said}"
    for turn in change.details:
        yield f"{change.label}: {_turn(turn, quote)}"


def _turn(turn: Turn, quote: Quote) -> str:
    before = quote(turn.before) if turn.before else "none"
    return f"{turn.name}: {before} → {quote(turn.after) if turn.after else 'none'}"


def _sources(gained: tuple[str, ...], lost: tuple[str, ...], quote: Quote) -> str:
    parts = [f"+ {', '.join(map(quote, gained))}"] * bool(gained) + [f"- {', '.join(map(quote, lost))}"] * bool(lost)
    return f"; sources {'; '.join(parts)}" if parts else ""


def _origins(change: StatementChange) -> str:
    before, after = change.origins_before, change.origins_after
    if before is not None and after is not None:
        return f"; {_number(before)} → {after}" if before != after else ""
    return f"; {_number(after)}" if after is not None else ""


def _number(origins: int) -> str:
    return f"{origins} origin{'' if origins == 1 else 's'}"
