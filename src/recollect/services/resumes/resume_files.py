"""A résumé's original file, and images of its pages."""

from __future__ import annotations

from msgspec import Struct

from recollect.documents.frames import IMAGE_VERSION
from recollect.domain.caller import LOCAL_CALLER, Caller
from recollect.errors import NotFound
from recollect.services.memory import Memory
from recollect.storage.records import resumes
from recollect.storage.records.resumes import StoredResume


class OriginalFile(Struct, frozen=True):
    """A file as it was uploaded, and the name it had."""

    data: bytes
    filename: str


class PageKey(Struct, frozen=True):
    """Names one image for ever: the file's SHA-256, the page from 1, and how it is drawn."""

    content_sha256: str
    page: int
    document_path: str

    @property
    def name(self) -> str:
        """The image's name."""
        return f"{self.content_sha256}-{self.page}-{IMAGE_VERSION}"


def get_original(memory: Memory, caller: Caller, resume_id: str) -> OriginalFile:
    """Give a résumé's file. Raises `NotFound`."""
    with memory.read(caller) as reader:
        resume = resumes.get_resume(reader, resume_id)
    return OriginalFile(memory.blobs.get(resume.document_path), resume.original_filename)


def find_page(memory: Memory, caller: Caller, resume_id: str, page: int) -> PageKey:
    """Give the key of a page's image. Raises `NotFound`, also for a page that is not there."""
    with memory.read(caller) as reader:
        resume = resumes.get_resume(reader, resume_id)
    require_page(resume, page)
    return PageKey(resume.content_sha256, page, resume.document_path)


def require_page(resume: StoredResume, page: int) -> None:
    """Raise `NotFound` unless the résumé has that page."""
    if resume.pages is None or resume.media_type != "application/pdf":
        raise NotFound("This résumé is no PDF, so it has no pages; its text is whole.", id=resume.resume_id)
    if not 1 <= page <= resume.pages:
        raise NotFound(f"This résumé has {resume.pages} pages, counted from 1.", id=resume.resume_id)


def draw_page(memory: Memory, key: PageKey) -> bytes:
    """Give a page as WebP at 144 dpi, drawn in a reader process the first time it is asked for.

    Raises a `DocumentError` when it can't be drawn, and `NotFound` when its person was erased meanwhile.
    """
    image = memory.page_images.get(key.name)
    if image is None:
        image = memory.readers.draw_page(memory.blobs.get(key.document_path), key.page)
        memory.page_images.put(key.name, image)
        with memory.read(LOCAL_CALLER) as reader:
            if (
                resumes.find_by_content(reader, key.content_sha256) is None
            ):  # after it was kept: nobody else removes it now
                memory.page_images.drop(key.name)
                raise NotFound("This résumé was erased while its page was drawn.")
    return image
