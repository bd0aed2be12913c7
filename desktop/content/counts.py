"""How much a pack holds, for the self-check of the program and for tests."""

from desktop.domain.library import Library
from desktop.domain.pack import Pack


def count(pack: Pack, library: Library) -> dict[str, int]:
    """Counts by name, in the order in which they are told."""
    return {
        "lists": len(pack.checklists),
        "steps": len(pack.steps),
        "rules": len(library.rules),
        "provisions": sum(len(document.provisions) for document in library.rules),
        "channels": len(library.channels),
        "letters": len(library.letters),
        "scripts": len(library.scripts),
        "doors": len(library.doors),
        "phone_systems": len(library.phones),
        "myths": len(library.myths),
        "terms": len(library.glossary),
        "questions": len(library.faq),
    }
