"""How well people, bodies and papers are told apart: B-cubed of identity_clusters.json over the real minutes beside the project.

Usage: python -m benchmarks.identity SHARED [--verbose] [--merges] [--store DIR]

The clusters were made by reading. An element is one wording in one file; a wording that the store does not hold is counted
as missing and, in the second line, as a cluster of its own. B-cubed after Bagga and Baldwin (1998).
"""

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from ingest.pipeline import ingest
from kg.graph import Graph, build
from kg.identity import identity_of
from kg.model import fold
from kg.resolve.names import REALMS, folded
from kg.store import Store
from kg.vocabulary import Kind, Predicate

CLUSTERS = Path(__file__).with_name("identity_clusters.json")
REALM = {"people": "person", "organisations": "body", "papers": "paper"}
Element = tuple[str, str]  # file, wording


def denoted(graph: Graph) -> dict[tuple[str, str, str], str]:
    """(realm, path, folded wording) -> the node that the wording denotes in that file."""
    found: dict[tuple[str, str, str], str] = {}

    def note(mention: str, wording: str) -> None:
        its = graph.mentions[mention]
        realm = REALMS.get(Kind(its.kind))
        if realm and mention in graph.canonical:
            path = graph.documents[its.document_id].path
            for words in (fold(wording).removeprefix("the "), folded(realm, wording)):
                found.setdefault((realm, path, words), graph.canonical[mention])

    for mention in graph.mentions.values():
        note(mention.id, mention.label)
    for statement in graph.statements.values():
        if statement.predicate == Predicate.ALSO_KNOWN_AS and statement.value:
            note(statement.subject, statement.value)
        for end in (statement.subject, statement.object):
            if end in graph.mentions and "as_printed" in statement.qualifiers and (graph.mentions[end].kind == Kind.PERSON or statement.predicate == Predicate.MENTIONS):
                note(end, str(statement.qualifiers["as_printed"]))
    return found


def b_cubed(gold: dict[Element, str], system: dict[Element, str]) -> tuple[float, float, float]:
    """(precision, recall, F1) of a clustering of the same elements."""
    by_gold, by_system = _groups(gold), _groups(system)
    both = {element: len(by_gold[gold[element]] & by_system[system[element]]) for element in gold}
    precision = sum(both[element] / len(by_system[system[element]]) for element in gold) / len(gold)
    recall = sum(both[element] / len(by_gold[gold[element]]) for element in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _groups(of: dict[Element, str]) -> dict[str, set[Element]]:
    groups: dict[str, set[Element]] = defaultdict(set)
    for element, cluster in of.items():
        groups[cluster].add(element)
    return groups


def score(graph: Graph, verbose: bool) -> None:
    """Print the figures of each kind; with `verbose` every cluster that is split or holds two."""
    nodes = denoted(graph)
    for kind, realm in REALM.items():
        gold_file = json.loads(CLUSTERS.read_text("utf-8"))[kind]
        gold = {(file, wording): cluster["key"] for cluster in gold_file["clusters"] for file, wordings in cluster["mentions"].items() for wording in wordings}
        system = {}
        for file, wording in gold:
            node = nodes.get((realm, file, fold(wording).removeprefix("the "))) or nodes.get((realm, file, folded(realm, wording)))
            if node:
                system[file, wording] = node
        known = {element: key for element, key in gold.items() if element in system}
        precision, recall, f1 = b_cubed(known, system)
        strict = b_cubed(gold, {element: system.get(element, f"missing {element}") for element in gold})
        nodes_of = defaultdict(set)
        for element, key in known.items():
            nodes_of[key].add(system[element])
        wrong = [pair for pair in gold_file["apart"] if nodes_of[pair[0]] & nodes_of[pair[1]]]
        mixed = {node: sorted({known[element] for element in elements}) for node, elements in _groups(system).items() if len({known[element] for element in elements}) > 1}
        print(f"{kind}: {len(set(known.values()))} clusters, {len(known)} of {len(gold)} wordings are in the store: B-cubed P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
        print(
            f"  missing ones counted: P {strict[0]:.3f} R {strict[1]:.3f} F1 {strict[2]:.3f}; wrong merges {len(mixed)}; {len(wrong)} of {len(gold_file['apart'])} pairs kept apart by hand are joined"
        )
        if verbose:
            _print_errors(graph, known, system, mixed, [element for element in gold if element not in system], gold)


def _print_errors(graph: Graph, known: dict[Element, str], system: dict[Element, str], mixed: dict[str, list[str]], missing: Sequence[Element], gold: dict[Element, str]) -> None:
    for node, keys in mixed.items():
        print(
            f"    together: {' + '.join(keys)} in {graph.nx.nodes[node]['label']}: "
            + "; ".join(f"{wording} ({file[-40:]})" for (file, wording), at in system.items() if at == node)
        )
    for key, elements in sorted(_groups(known).items()):
        parts = Counter(system[element] for element in elements)
        if len(parts) > 1:
            told = [
                f"{graph.nx.nodes[node]['label']} [{', '.join(sorted({wording for file, wording in elements if system[file, wording] == node}))}] x{count}"
                for node, count in parts.most_common()
            ]
            print(f"    split: {key}: {' | '.join(told)}")
    for file, wording in missing:
        print(f"    missing: {gold[file, wording]}: {wording} ({file})")


def print_merges(graph: Graph, store: Store) -> None:
    """Print every person who was joined of mentions in several documents: names, boards, and the signs that joined other names or boards."""
    judgements = store.identity.live()
    people = [node for node in graph.nodes_of(Kind.PERSON) if len({graph.mentions[member].document_id for member in graph.nx.nodes[node]["members"]}) > 1]
    for node in people:
        found = identity_of(graph, judgements, node)
        boards = sorted({each.place.board or "no board" for each in found.mentions})
        signs = sorted({each.why for each in found.mentions} - {"same name on one board"})
        names = sorted({graph.mentions[each.id].label for each in found.mentions})
        print(f"{' / '.join(names)}: {len(found.mentions)} mentions; {', '.join(boards)}" + (f"; {'; '.join(signs)}" if signs else ""))
    print(f"{len(people)} people were joined of {sum(len(graph.nx.nodes[node]['members']) for node in people)} mentions.")


def main() -> None:
    """Read the arguments, fill a store when none is given, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder with seeds/ and minutes/public-data-boards/")
    parser.add_argument("--verbose", action="store_true", help="print every error")
    parser.add_argument("--merges", action="store_true", help="print every person who was joined of several documents")
    parser.add_argument("--store", type=Path, help="a store of these files that is there already")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Store.open(arguments.store or Path(folder), create=arguments.store is None) as store:
        if arguments.store is None:
            ingest([arguments.shared / "seeds", arguments.shared / "minutes" / "public-data-boards"], store)
        graph = build(store)
        score(graph, arguments.verbose)
        if arguments.merges:
            print_merges(graph, store)


if __name__ == "__main__":
    main()
