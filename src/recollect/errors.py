"""The whole error tree.

::

    RecollectError
    ├── InvalidInput                  what was sent can't be used as it is
    │   ├── RatingOutOfRange
    │   ├── UnusableText              a NUL, a lone surrogate
    │   ├── InvalidCursor
    │   ├── NoText                    a résumé that is kept as a scan, without text to analyse
    │   ├── FeedbackMismatch          analysis, job and résumé do not belong together
    │   ├── UnreadableFile            a path of the command line that can't be read from disk
    │   ├── IdempotencyKeyReused      the same key with another body
    │   ├── UnusableBackup            a file that is no backup, or a damaged one
    │   ├── NotTaken                  a line or file of an import that can't be taken
    │   ├── NoBackupFolder            a backup is asked for, and no folder is set for it
    │   ├── UnusableLexicon           a file that is no list of skills, or has nothing new
    │   └── StoreNotEmpty             a restore into a store that holds something
    ├── NotFound                      no record of that id
    ├── NoJobSelected                 no current job and none given
    ├── StaleVersion                  an edit of a version that is no longer the newest
    ├── UndoConflict                  an undo of what was changed since
    ├── NothingToMove                 one candidate who is to be joined or separated, where it takes two
    ├── TaskConflict                  a task that has ended, or has nothing to retry
    ├── CalledOff                     work that was given up on the way, since nobody wants it done now
    ├── RequestUnderWay               the same idempotent request is still being carried out
    ├── DocumentError                 a file that can't be kept; nothing was stored
    │   ├── UnsupportedDocument       not a kind of document that is read here
    │   ├── EncryptedDocument
    │   ├── ScannedDocument           pages, but no text on them
    │   ├── NestedArchive             an archive in an archive
    │   ├── EmptyDocument
    │   ├── BrokenDocument
    │   ├── DocumentTooLarge
    │   ├── TooManyPages
    │   └── DocumentTooCostly         time, memory or characters ran out
    ├── StorageError                  nothing was acknowledged
    │   ├── DiskFull
    │   ├── StorageUnavailable
    │   └── StoreTooNew               written by a newer version
    ├── ArchiveError                  the plain-file copy; the store itself is not concerned
    │   ├── ArchiveUnwritable         no room, no rights
    │   ├── ArchiveDamaged            it was cut or changed, or is no archive at all
    │   └── ArchiveForeign            another store, system or version wrote what is there
    └── StartupError                  the server can't start, and why

Each class has a `name`, the machine-readable word of the API's error body, and each error a `detail` that
says what happened and what to do. How it becomes an HTTP status or an exit code is the edges' business.
"""

from __future__ import annotations

from typing import ClassVar


class RecollectError(Exception):
    """What all errors of Recollect share: a stable `name`, a `detail` for people, and the `id` concerned."""

    name: ClassVar[str] = "internal_error"

    def __init__(self, detail: str, *, id: str | None = None) -> None:  # noqa: A002 - the API's word
        super().__init__(detail)
        self.detail = detail
        self.id = id


class InvalidInput(RecollectError):
    """What was sent can't be used as it is."""

    name = "invalid_input"


class RatingOutOfRange(InvalidInput):
    """A rating that is not one of 1, 2, 3, 4, 5."""

    name = "rating_out_of_range"


class UnusableText(InvalidInput):
    """A text with a NUL or a lone surrogate, which no store keeps faithfully."""

    name = "unusable_text"


class InvalidCursor(InvalidInput):
    """A cursor that this list did not give out."""

    name = "invalid_cursor"


class NoText(InvalidInput):
    """A résumé that is kept without text, of which nothing can be concluded."""

    name = "no_text"


class FeedbackMismatch(InvalidInput):
    """Feedback that names an analysis, job or résumé which is not there or belongs to another."""

    name = "feedback_mismatch"


class IdempotencyKeyReused(InvalidInput):
    """An idempotency key that came before with another body."""

    name = "idempotency_key_reused"


class UnusableLexicon(InvalidInput):
    """A file that is no list of skills, or has nothing new in it."""

    name = "unusable_lexicon"


class UnusableBackup(InvalidInput):
    """A file that is no backup, is cut off, or is not what its hashes say."""

    name = "unusable_backup"


class NotTaken(InvalidInput):
    """A line or file of an import that can't be taken; its detail says why."""

    name = "not_taken"


class NoBackupFolder(InvalidInput):
    """A backup is asked of the server, and its operator chose no folder for it."""

    name = "no_backup_folder"


class StoreNotEmpty(InvalidInput):
    """A restore into a store that holds something already."""

    name = "store_not_empty"


class UnreadableFile(InvalidInput):
    """A path of the command line that can't be read from disk."""

    name = "unreadable_file"


class NotFound(RecollectError):
    """No record of that id."""

    name = "not_found"


class NoJobSelected(RecollectError):
    """No job was given and none is selected."""

    name = "no_job_selected"


class StaleVersion(RecollectError):
    """An edit that started from a version which is no longer the newest."""

    name = "stale_version"


class UndoConflict(RecollectError):
    """What the event changed was changed again since, or the event can't be undone."""

    name = "undo_conflict"


class NothingToMove(RecollectError):
    """A candidate is to be joined to themselves, or an only résumé separated from its candidate."""

    name = "nothing_to_move"


class TaskConflict(RecollectError):
    """A task that has ended can't be paused, resumed or cancelled, only what failed is retried, and none is empty."""

    name = "task_conflict"


class CalledOff(RecollectError):
    """Work that was given up on the way: its task was paused or cancelled, or the program ends. Nothing is kept."""

    name = "called_off"


class RequestUnderWay(RecollectError):
    """The same idempotent request is still being carried out."""

    name = "request_under_way"


class DocumentError(RecollectError):
    """A file that can't be kept; nothing of it was stored."""

    name = "document_error"


class UnsupportedDocument(DocumentError):
    """The content is no kind of document that is read here, whatever the file's name says."""

    name = "unsupported_document"


class EncryptedDocument(DocumentError):
    """The document asks for a password, which is never taken: see decision 4."""

    name = "encrypted_document"
    remedy = (
        "Open it with the password, save or print it as a file without one, and upload that copy; "
        "no password is taken or kept here."
    )


class ScannedDocument(DocumentError):
    """Pages without a text layer."""

    name = "scanned_document"


class NestedArchive(DocumentError):
    """An archive inside an archive of documents."""

    name = "nested_archive"


class EmptyDocument(DocumentError):
    """No bytes, or no text and no picture either."""

    name = "empty_document"


class BrokenDocument(DocumentError):
    """The file says it is a document, but its structure can't be followed."""

    name = "broken_document"


class DocumentTooLarge(DocumentError):
    """More bytes than the limit."""

    name = "document_too_large"


class TooManyPages(DocumentError):
    """More pages than the limit."""

    name = "too_many_pages"


class DocumentTooCostly(DocumentError):
    """Reading ran out of time, memory or characters."""

    name = "document_too_costly"


class StorageError(RecollectError):
    """The store could not do it; nothing was acknowledged."""

    name = "storage_error"


class DiskFull(StorageError):
    """No room left on the disk; what is there stays readable."""

    name = "disk_full"


class StorageUnavailable(StorageError):
    """Reading or writing failed."""

    name = "storage_unavailable"


class StoreTooNew(StorageError):
    """The store was written by a newer version of Recollect."""

    name = "store_too_new"


class ArchiveError(RecollectError):
    """The plain-file copy could not be kept or read; the store itself is not concerned."""

    name = "archive_error"


class ArchiveUnwritable(ArchiveError):
    """The archive's files can't be written."""

    name = "archive_unwritable"


class ArchiveDamaged(ArchiveError):
    """The archive was cut or changed, or is none."""

    name = "archive_damaged"


class ArchiveForeign(ArchiveError):
    """What stands where the archive belongs was written by another store, system or version."""

    name = "archive_foreign"


class StartupError(RecollectError):
    """The program can't start as it was asked to."""

    name = "startup_error"


def document_error(name: str, detail: str) -> DocumentError:
    """Give the `DocumentError` of a name that another process told; a `BrokenDocument` for one that is none."""
    kinds = {kind.name: kind for kind in DocumentError.__subclasses__()}
    return kinds.get(name, BrokenDocument)(detail)
