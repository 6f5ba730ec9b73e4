"""The command that tells where things are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker import places
from tracker.cli.terminal import say, say_json
from tracker.display import display

if TYPE_CHECKING:
    from tracker.cli.call import Call


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the places as JSON.")
@click.pass_obj
def where(call: Call, *, as_json: bool) -> None:
    """Tell where the database and the program's files are."""
    from tracker.store.address import read_address

    place = read_address(call.address)
    exists = place.path.exists() if place.path else None
    settings, mappings = places.settings_file(), places.mappings_file()
    backups = places.backups_folder(place.path)
    told = {
        "database": place.shown,
        "database_exists": exists,
        "backups": str(backups),
        "settings": str(settings),
        "settings_exist": settings.exists(),
        "mappings": str(mappings),
        "mappings_exist": mappings.exists(),
        "schema": str(places.schema_folder()),
        "examples": str(places.seeds_folder()),
    }
    if as_json:
        say_json(told)
        return
    states = {True: "", False: "  (not there yet)", None: "  (on a server, not asked)"}
    say(display(f"database  {place.shown}{states[exists]}"))
    say(display(f"backups   {backups}{states[backups.exists()]}"))
    say(display(f"settings  {settings}{states[settings.exists()]}"))
    say(display(f"mappings  {mappings}{states[mappings.exists()]}"))
    say(display(f"schema    {told['schema']}"))
    say(display(f"examples  {told['examples']}"))
