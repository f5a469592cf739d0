"""One exception tree. Every message is one sentence that says what is wrong and what to do about it."""


class BoardgraphError(Exception):
    """Something a user can mend. `exit_code` is what the command line ends with."""

    exit_code = 1


class NotFound(BoardgraphError):
    """What was asked for is not in the store."""


class StoreUnusable(BoardgraphError):
    """The data folder cannot be read or written."""


class IndexUnusable(BoardgraphError):
    """The search index is missing, stale, or belongs to another model."""


class ModelUnusable(BoardgraphError):
    """An embedding model cannot be found, or is not the one expected."""


class UnreadableFile(BoardgraphError):
    """A file that no reader can turn into text; `ingest` reports it and goes on."""

    exit_code = 3


class WrongUsage(BoardgraphError):
    """An argument that cannot be what the user meant."""

    exit_code = 2
