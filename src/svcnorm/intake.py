"""How a source is read: what the user says of all sources, and what the configuration says of some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from svcnorm.assembly import AssemblyOptions
from svcnorm.config import Config
from svcnorm.readers import ReadOptions, Source

if TYPE_CHECKING:
    from svcnorm.readers.records.index import RecordIndex

TOLD_BY_SOURCES = ("encoding", "utc_offset", "roles", "agent_channel", "agent_speaker", "columns", "mappings")


class Told(NamedTuple):
    """What the command line says of every source; None and empty where it is silent."""

    encoding: str | None = None
    channel: str | None = None
    agent_channel: str | None = None
    agent_speaker: str | None = None
    mappings: tuple[str, ...] = ()


NOTHING = Told()


class Intake(NamedTuple):
    """`read` and `assembly` hold for every source that no member of `sources` describes otherwise.

    A member of `sources` is a mapping with `match` and any of the fields of ReadOptions (as in
    TOLD_BY_SOURCES) and `channel`; the first that matches counts. `folder` is where its patterns start.
    """

    read: ReadOptions = ReadOptions()
    assembly: AssemblyOptions = AssemblyOptions()
    sources: Sequence[Mapping[str, Any]] = ()
    folder: str = ""
    told: Told = NOTHING

    def with_records(self, records: RecordIndex) -> Intake:
        """The same, with what call logs and case logs tell."""
        return self._replace(assembly=self.assembly._replace(records=records))

    def of(self, source: Source) -> tuple[ReadOptions, AssemblyOptions]:
        """How this source is read and assembled: by the command line, its entry, the rest of the configuration."""
        entry = next((each for each in self.sources if matches(source.path, each["match"], self.folder)), {})
        read = self.read._replace(**{key: value for key, value in entry.items() if key in TOLD_BY_SOURCES})
        assembly = self.assembly
        if "utc_offset" in entry:
            read = read._replace(zone_source="config")
            assembly = assembly._replace(utc_offset=entry["utc_offset"], zone_source="config")
        if "channel" in entry:
            assembly = assembly._replace(channel=entry["channel"], channel_source="config")
        return _overruled(read, assembly, self.told)


def intake_of(config: Config, told: Told = NOTHING) -> Intake:
    """The intake that a configuration and a command line ask for. Raises InputError for a wrong mapping file."""
    if config.mappings or told.mappings:
        from svcnorm.readers.objects import check_mappings

        check_mappings(ReadOptions(mappings=(*told.mappings, *config.mappings)))
    zone = "config" if "utc_offset" in config.origins else "assumed"
    read = ReadOptions(
        utc_offset=config.utc_offset,
        zone_source=zone,
        roles=config.roles,
        role_source="config",
        columns=config.columns,
        mappings=config.mappings,
    )
    assembly = AssemblyOptions(utc_offset=config.utc_offset, zone_source=zone)
    folder = str(Path(config.file).resolve().parent) if config.file else ""
    return Intake(read, assembly, config.sources, folder, told)


def _overruled(read: ReadOptions, assembly: AssemblyOptions, told: Told) -> tuple[ReadOptions, AssemblyOptions]:
    """What the command line says beats everything."""
    if told.encoding is not None:
        read = read._replace(encoding=told.encoding)
    if told.agent_channel is not None or told.agent_speaker is not None:
        read = read._replace(agent_channel=told.agent_channel, agent_speaker=told.agent_speaker, role_source="option")
    read = read._replace(mappings=(*told.mappings, *read.mappings))
    if told.channel is not None:
        assembly = assembly._replace(channel=told.channel, channel_source="option")
    return read, assembly


def matches(file: str, pattern: str, folder: str) -> bool:
    """A pattern without `/` is held against the name of the file, another against its path from `folder`."""
    if "/" not in pattern:
        return fnmatchcase(Path(file).name, pattern)
    path = Path(file).resolve()
    from_folder = path.relative_to(folder) if folder and path.is_relative_to(folder) else path
    return fnmatchcase(from_folder.as_posix(), pattern)
