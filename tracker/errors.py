"""The few ways in which the program refuses, each with a sentence for its user.

A ``TrackerError`` is raised where the trouble is known and shown in two places only: by the command line (on standard
error, with the error's exit code) and by the terminal UI (as one notification). Its text says what happened and what to
do next.
"""


class TrackerError(Exception):
    """A refusal that the user can act on. ``exit_code`` is what a command ends with."""

    exit_code = 1


class InvalidInput(TrackerError):
    """What was given cannot be kept as it is: a date, an address, a verdict, a filter."""

    exit_code = 3


class DatabaseTrouble(TrackerError):
    """The database cannot be opened, read or written."""

    exit_code = 4


class Busy(DatabaseTrouble):
    """Somebody else was writing to the database and did not finish in time; nothing was written."""


class ReadOnly(DatabaseTrouble):
    """The database can be read and not written; nothing was."""


class NameTaken(DatabaseTrouble):
    """A copy of a database was to get the name of a file that is there; that was left as it is."""

    exit_code = InvalidInput.exit_code


class NewerSchema(DatabaseTrouble):
    """The database was written by a newer version of this program and is left untouched."""

    exit_code = 5


class Stopped(TrackerError):
    """The user stopped long work before its end; nothing of it was written."""


class EditConflict(TrackerError):
    """Somebody else changed the same thing after it was read; nothing was written."""

    exit_code = 6
