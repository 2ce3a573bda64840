"""The statements as nanopublications in TriG: what is said, by whom and from which sources, and who disputes it.

A statement is four graphs: its head, the assertion, its provenance (PROV-O, CiTO) and the licence. A rejection is one whose
assertion is that its speaker disputes the statement. A denial disputes the statements that it is a rival of.
"""

import json
from collections.abc import Iterator
from io import BytesIO

from generator.export.data_tables import DataTables, Value, statement_key
from generator.export.identity import DATA, LICENCE_ADDRESS

Rows = dict[str, list[dict[str, Value]]]
_PREFIXES = """\
@prefix np: <http://www.nanopub.org/nschema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def nanopublications(tables: DataTables) -> Iterator[tuple[str, bytes]]:
    """Yield the file."""
    file = BytesIO()
    file.writelines(map(str.encode, _Writer(tables).texts()))
    yield "statements.trig", file.getvalue()


class _Writer:
    def __init__(self, tables: DataTables) -> None:
        self._tables = tables
        self._entries = {str(row["id"]): f"<{row['address']}>" for row in tables["entries"].records()}
        self._addresses = {str(row["statement"]): str(row["address"]) for row in tables["statements"].records()}
        self._cited = _by_statement(tables, "citations")
        self._rejected = _by_statement(tables, "rejections")
        self._denials = {statement_key(f) for f in tables.facts() if f.statement.is_denial}

    def texts(self) -> Iterator[str]:
        yield f"{_PREFIXES}@prefix atlas: <{self._tables.site}{DATA}/terms#> .\n"
        yield from map(self._statement, self._tables["statements"].records())

    def _statement(self, row: dict[str, Value]) -> str:
        key = str(row["statement"])
        address, cited = self._addresses[key], self._cited.get(key, [])
        about = [f"atlas:{row['property']} {_text(row['value'])}", f"atlas:rank {_text(row['rank'])}"]
        if row["target"]:
            about.append(f"atlas:names {self._entries[str(row['target'])]}")
        about += [f"atlas:{name} {_text(row[name])}" for name in ("period", "date") if row[name]]
        own = [citation for citation in cited if citation["rejection"] is None]
        rivals = str(row["rivals"] or "").split() if key in self._denials else []
        written = self._publication(address, f"{self._entries[str(row['entry'])]} {_joined(about)}", row, own, rivals)
        for rejection in self._rejected.get(key, []):
            of = [citation for citation in cited if citation["rejection"] == rejection["number"]]
            name = f"{address}-rejection-{rejection['number']}"
            said = f"<{name}#it> cito:disputes <{address}>; atlas:stance {_text(rejection['stance'])}"
            written += self._publication(name, said, rejection, of, [])
        return written

    def _publication(
        self, address: str, assertion: str, said: dict[str, Value], cited: list[dict[str, Value]], rivals: list[str]
    ) -> str:
        """Return one nanopublication; its own graphs are named behind its address."""
        head, claim, source, info = (f"<{address}.{graph}>" for graph in ("head", "assertion", "provenance", "info"))
        speakers = str(said["speaker_id"] or "").split()
        origin = [f"atlas:speaker {_text(said['speaker'])}"]
        origin += [f"prov:wasAttributedTo {self._entries[id]}" for id in speakers]
        origin += [f"prov:wasDerivedFrom {self._entries[str(c['source'])]}" for c in cited]
        for citation in cited:
            how = "citesAsEvidence" if citation["stance"] == "supports" else "citesForInformation"
            origin.append(f"cito:{how} {self._entries[str(citation['source'])]}")
        origin += [f"cito:disputes <{self._addresses[rival]}>" for rival in rivals]
        if said["said"] is not None:
            origin.append(f"atlas:said {_text(said['said'])}")
        return (
            f"{head} {{ <{address}> a np:Nanopublication; np:hasAssertion {claim}; np:hasProvenance {source}; "
            f"np:hasPublicationInfo {info} }}\n"
            f"{claim} {{ {assertion} }}\n"
            f"{source} {{ {claim} {_joined(origin)} }}\n"
            f"{info} {{ <{address}> dct:license <{LICENCE_ADDRESS}>; dct:isPartOf <{self._tables.site}> }}\n"
        )


def _by_statement(tables: DataTables, name: str) -> Rows:
    found: Rows = {}
    for row in tables[name].records():
        found.setdefault(str(row["statement"]), []).append(row)
    return found


def _joined(pairs: list[str]) -> str:
    return "; ".join(dict.fromkeys(pairs))


def _text(value: Value) -> str:
    return json.dumps(str(value), ensure_ascii=False)
