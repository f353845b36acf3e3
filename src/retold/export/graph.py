"""The stemma as a graph: DOT for Graphviz, GraphML for Gephi, Cytoscape and networkx."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from retold.report.index import Index, index
from retold.report.rendering import visible

if TYPE_CHECKING:
    from retold.case import Case

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
NODE_KEYS = {"label": "string", "siglum": "string", "known": "boolean", "role": "string", "published": "string"}
EDGE_KEYS = {"kind": "string", "score": "double", "why": "string"}


def to_dot(case: Case) -> str:
    """Return a directed graph from exemplar to copy: solid credited, dashed inferred, dotted weak."""
    look = index(case)
    lines = ["digraph stemma {", '  node [shape=circle fontname="sans-serif"];']
    for name in _nodes(case):
        siglum = look.siglum(name)
        shape = "" if name in look.documents else " style=dashed"
        lines.append(f"  {_quoted(name)} [label={_quoted(siglum or look.name(name))}{shape}];")
    for d in case.descents:
        style = "solid" if d.kind == "credited" else "dashed" if d.score >= 0.5 else "dotted"
        label = f"style={style} tooltip={_quoted(d.why)} weight={round(d.score * 100)}"
        lines.append(f"  {_quoted(d.exemplar)} -> {_quoted(d.copy)} [{label}];")
    return "\n".join([*lines, "}", ""])


def to_graphml(case: Case) -> bytes:
    """Return the same graph as GraphML in UTF-8."""
    from lxml import etree

    look = index(case)
    root: Any = etree.Element(f"{{{GRAPHML}}}graphml", nsmap=cast("Any", {None: GRAPHML}))
    for target, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, kind in keys.items():
            key = etree.SubElement(root, f"{{{GRAPHML}}}key")
            for attribute, value in (("id", name), ("for", target), ("attr.name", name), ("attr.type", kind)):
                key.set(attribute, value)
    graph = etree.SubElement(root, f"{{{GRAPHML}}}graph", id="stemma", edgedefault="directed")
    for name in _nodes(case):
        node = etree.SubElement(graph, f"{{{GRAPHML}}}node", id=visible(name))
        _fill(node, _node(name, look))
    for d in case.descents:
        edge = etree.SubElement(graph, f"{{{GRAPHML}}}edge", source=visible(d.exemplar), target=visible(d.copy))
        _fill(edge, {"kind": d.kind, "score": repr(d.score), "why": d.why})
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text


def _nodes(case: Case) -> list[str]:
    """Return every document of a story, and every source that is only spoken of."""
    ends = [n for d in case.descents for n in (d.exemplar, d.copy)]
    return list(dict.fromkeys([*(m.document for m in case.members), *ends]))


def _node(name: str, look: Index) -> dict[str, str]:
    document = look.documents.get(name)
    published = document.published.first if document and document.published else None
    return {
        "label": look.name(name),
        "siglum": look.siglum(name),
        "known": "true" if document else "false",
        "role": document.role if document else "",
        "published": published.isoformat() if published else "",
    }


def _fill(element: Any, values: dict[str, str]) -> None:
    from lxml import etree

    for name, value in values.items():
        if value:
            etree.SubElement(element, f"{{{GRAPHML}}}data", key=name).text = visible(value)


def _quoted(text: str) -> str:
    r"""Return a DOT string: quotation marks escaped, and backslashes doubled as Graphviz reads ``\n`` in labels."""
    shown = " ".join(visible(text).split())
    return '"' + shown.replace("\\", "\\\\").replace('"', '\\"') + '"'
