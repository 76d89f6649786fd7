"""What was typed into the form of an ad."""

from __future__ import annotations

from msgspec import Struct

from recollect.domain.job import JobDraft


class Typed(Struct, frozen=True, kw_only=True):
    """What was typed, and what is wrong with it; `version` is that of the job which is edited, if one is."""

    role_name: str = ""
    company_name: str = ""
    job_description: str = ""
    version: int = 0
    problem: str = ""

    @property
    def draft(self) -> JobDraft:
        """The job as it was typed."""
        return JobDraft(job_description=self.job_description, company_name=self.company_name, role_name=self.role_name)


def type_in(role_name: str, company_name: str, job_description: str, *, version: int = 0, problem: str = "") -> Typed:
    """Take what a form sent: lines end alike, names have no space around them."""
    return Typed(
        role_name=role_name.strip(),
        company_name=company_name.strip(),
        job_description=job_description.replace("\r\n", "\n"),
        version=version,
        problem=problem,
    )
