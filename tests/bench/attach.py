"""A large film that is put with an incident, for the benchmarks."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.domain.attachments import Came
from desktop.services.attachments import Source
from desktop.services.house import Services
from tests.bench.evidence import opened
from tests.bench.harness import QUICK

MEBIBYTES = 256 if QUICK else 2048
_BLOCK = 1024 * 1024


def make_film(path: Path, mebibytes: int = MEBIBYTES) -> None:
    """Write a file of which no two pieces are alike."""
    block = os.urandom(_BLOCK)
    with path.open("wb") as film:
        for number in range(mebibytes):
            film.write(number.to_bytes(8, "big") + block[8:])


@contextmanager
def case(folder: Path, *, vault: bool) -> Iterator[tuple[Services, str]]:
    """Services on a new folder, with an incident."""
    services = opened(folder)
    try:
        if vault:
            for _ in services.vault().turn_on(services.vault().prepare("六个汉字密码")):
                pass
        yield services, services.incidents().add().id
    finally:
        services.close()


def attach(services: Services, incident: str, film: Path) -> None:
    """Put it with the incident."""
    for _ in services.attachments().adding(incident, (Source(film),), Came.CHOSEN):
        pass
    (file,) = services.attachments().of(incident)
    if file.size != film.stat().st_size:
        raise ValueError(file)
