"""What résumés have in common: contacts and nearly the same text, each looked up by an index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, delete, func, select

from recollect.domain.document import Fields
from recollect.domain.ids import CandidateId, ResumeId
from recollect.domain.likeness import NEARLY_THE_SAME, TextSignature, bands_of, likeness, sign_text
from recollect.domain.likeness import contact_keys as contact_keys_of
from recollect.domain.resume import SamePerson, SharedTrait
from recollect.storage.records.candidates import unpack_apart
from recollect.storage.records.readings import get_text
from recollect.storage.tables import (
    candidates,
    contact_keys,
    resume_readings,
    resume_texts,
    resume_versions,
    resumes,
    text_bands,
    text_signatures,
)
from recollect.storage.unit import Heed, Reader, UnitOfWork, go_on

_MOST_OWN = 50
_MOST_FOUND = 200
"""So many résumés are compared at most: a contact that more have in common is an agency's."""
_MOST_OFFERS = 20
_MOST_BANDS = 5_000
_OF_RESUME = (candidates.c.workspace_id == resumes.c.workspace_id) & (
    candidates.c.candidate_id == resumes.c.candidate_id
)


class _Kin(NamedTuple):
    candidate_id: str
    candidate_name: str
    trait: SharedTrait


def keep_signature(work: UnitOfWork, text_sha256: str, signature: TextSignature | None) -> None:
    """Keep the signature of a text, once; a short text has none."""
    if signature is None or _is_signed(work, text_sha256):
        return
    keys = {"workspace_id": work.workspace_id, "text_sha256": text_sha256}
    work.append(text_signatures, keys | {"minhash": signature.minhash})
    for band in sorted(set(signature.bands)):
        work.append(text_bands, keys | {"band": band})


def keep_contacts(work: UnitOfWork, resume_id: str, contacts: Collection[str], *, known: bool = True) -> None:
    """Replace the contacts by which a résumé is found; a new one is not `known` yet."""
    if known:
        work.connection.execute(
            delete(contact_keys).where(
                contact_keys.c.workspace_id == work.workspace_id, contact_keys.c.resume_id == resume_id
            )
        )
    for contact in sorted(contacts):
        work.append(contact_keys, {"workspace_id": work.workspace_id, "contact": contact, "resume_id": resume_id})


def rebuild(work: UnitOfWork, heed: Heed = go_on) -> None:
    """Build signatures and contacts anew from the texts and fields that are kept."""
    for table in (text_signatures, text_bands, contact_keys):
        work.connection.execute(delete(table).where(table.c.workspace_id == work.workspace_id))
    texts = select(resume_texts.c.text_sha256).where(resume_texts.c.workspace_id == work.workspace_id)
    for text_sha256 in work.connection.scalars(texts).all():
        heed()
        keep_signature(work, text_sha256, sign_text(get_text(work, text_sha256)))
    for resume_id, contacts in _contacts(work, resumes.c.workspace_id == work.workspace_id):
        keep_contacts(work, resume_id, contacts, known=False)


def _contacts(reader: Reader, which: ColumnElement[bool]) -> list[tuple[str, frozenset[str]]]:
    """Give the contacts of some résumés, as they were read and corrected."""
    kept = (
        select(resumes.c.resume_id, resume_readings.c.fields, resume_versions.c.corrections)
        .join(
            resume_readings,
            (resume_readings.c.resume_seq == resumes.c.seq) & (resume_readings.c.reading == resumes.c.reading),
        )
        .join(
            resume_versions,
            (resume_versions.c.resume_seq == resumes.c.seq) & (resume_versions.c.version == resumes.c.version),
        )
        .where(which)
    )
    return [
        (
            row.resume_id,
            contact_keys_of(
                msgspec.convert(msgspec.json.decode(row.fields) | msgspec.json.decode(row.corrections), Fields)
            ),
        )
        for row in reader.connection.execute(kept).all()
    ]


def find_same_person(reader: Reader, candidate_id: str) -> list[SamePerson]:
    """Give the other candidates who share a contact or nearly a text with one, those with most in common first."""
    own = {
        row.resume_id: row.text_sha256
        for row in reader.connection.execute(
            select(resumes.c.resume_id, resumes.c.text_sha256)
            .where(
                resumes.c.workspace_id == reader.workspace_id,
                resumes.c.candidate_id == candidate_id,
                resumes.c.deleted_at.is_(None),
            )
            .order_by(resumes.c.seq.desc())
            .limit(_MOST_OWN)
        )
    }
    names: dict[str, str] = {}
    traits: dict[str, list[SharedTrait]] = defaultdict(list)
    for kin in (*_sharing_contact(reader, candidate_id, own), *_sharing_text(reader, candidate_id, own)):
        names[kin.candidate_id] = kin.candidate_name
        traits[kin.candidate_id].append(kin.trait)
    apart = _apart_from(reader, candidate_id, traits)
    ordered = sorted(traits.keys() - apart, key=lambda one: (-len(traits[one]), one))
    return [
        SamePerson(candidate_id=CandidateId(one), candidate_name=names[one], traits=tuple(traits[one]))
        for one in ordered[:_MOST_OFFERS]
    ]


def _apart_from(reader: Reader, candidate_id: str, others: Collection[str]) -> set[str]:
    """Give those of some candidates who were told apart from one, whichever of the two it is kept with."""
    rows = reader.connection.execute(
        select(candidates.c.candidate_id, candidates.c.apart_from).where(
            candidates.c.workspace_id == reader.workspace_id, candidates.c.candidate_id.in_([candidate_id, *others])
        )
    )
    told = {row.candidate_id: unpack_apart(row.apart_from) for row in rows}
    own = told.get(candidate_id, frozenset())
    return {one for one in others if one in own or candidate_id in told.get(one, frozenset())}


def list_sharing(reader: Reader, limit: int) -> list[CandidateId]:
    """Give candidates who share a contact or a band of a text with another, the newest first."""
    live = (resumes.c.workspace_id == reader.workspace_id) & resumes.c.deleted_at.is_(None)
    shared = (
        select(contact_keys.c.contact)
        .join(resumes, live & (resumes.c.resume_id == contact_keys.c.resume_id))
        .where(contact_keys.c.workspace_id == reader.workspace_id)
        .group_by(contact_keys.c.contact)
        .having(func.count(func.distinct(resumes.c.candidate_id)) > 1)
    )
    alike = (
        select(text_bands.c.band)
        .join(resumes, live & (resumes.c.text_sha256 == text_bands.c.text_sha256))
        .where(text_bands.c.workspace_id == reader.workspace_id)
        .group_by(text_bands.c.band)
        .having(func.count(func.distinct(resumes.c.candidate_id)) > 1)
    )
    by_contact = select(contact_keys.c.resume_id).where(
        contact_keys.c.workspace_id == reader.workspace_id, contact_keys.c.contact.in_(shared)
    )
    by_text = select(text_bands.c.text_sha256).where(
        text_bands.c.workspace_id == reader.workspace_id, text_bands.c.band.in_(alike)
    )
    found = reader.connection.execute(
        select(resumes.c.candidate_id, func.max(resumes.c.seq).label("newest"))
        .where(live, resumes.c.resume_id.in_(by_contact) | resumes.c.text_sha256.in_(by_text))
        .group_by(resumes.c.candidate_id)
        .order_by(func.max(resumes.c.seq).desc())
        .limit(limit)
    )
    return [CandidateId(row.candidate_id) for row in found]


def _sharing_contact(reader: Reader, candidate_id: str, own: Collection[str]) -> Iterator[_Kin]:
    """Look the contacts up first, so that no database goes through all of a workspace's."""
    which = (resumes.c.workspace_id == reader.workspace_id) & (resumes.c.candidate_id == candidate_id)
    own_ids = {
        contact: resume_id
        for resume_id, contacts in _contacts(reader, which)
        if resume_id in own
        for contact in contacts
    }
    statement = (
        select(contact_keys.c.contact, contact_keys.c.resume_id, candidates.c.candidate_id, candidates.c.candidate_name)
        .join(
            resumes,
            (resumes.c.workspace_id == contact_keys.c.workspace_id) & (resumes.c.resume_id == contact_keys.c.resume_id),
        )
        .join(candidates, _OF_RESUME)
        .where(
            contact_keys.c.workspace_id == reader.workspace_id,
            contact_keys.c.contact.in_(list(own_ids)),
            resumes.c.candidate_id != candidate_id,
            resumes.c.deleted_at.is_(None),
        )
        .order_by(contact_keys.c.contact, contact_keys.c.resume_id)
        .limit(_MOST_FOUND)
    )
    for row in reader.connection.execute(statement):
        kind, _, value = row.contact.partition(":")
        reason: Literal["email", "phone"] = "email" if kind == "email" else "phone"
        trait = SharedTrait(
            reason=reason,
            value=value,
            similarity=None,
            resume_id=ResumeId(row.resume_id),
            with_resume_id=ResumeId(own_ids[row.contact]),
        )
        yield _Kin(row.candidate_id, row.candidate_name, trait)


def _sharing_text(reader: Reader, candidate_id: str, own: dict[str, str]) -> Iterator[_Kin]:
    resume_of = {text: resume_id for resume_id, text in own.items()}
    signatures = _signatures(reader, resume_of)
    near = _near(reader, signatures)
    statement = (
        select(
            text_signatures.c.text_sha256,
            text_signatures.c.minhash,
            resumes.c.resume_id,
            candidates.c.candidate_id,
            candidates.c.candidate_name,
        )
        .join(
            resumes,
            (resumes.c.workspace_id == text_signatures.c.workspace_id)
            & (resumes.c.text_sha256 == text_signatures.c.text_sha256),
        )
        .join(candidates, _OF_RESUME)
        .where(
            text_signatures.c.workspace_id == reader.workspace_id,
            text_signatures.c.text_sha256.in_(list(near)),
            resumes.c.candidate_id != candidate_id,
            resumes.c.deleted_at.is_(None),
        )
        .limit(_MOST_FOUND)
    )
    for row in sorted(reader.connection.execute(statement), key=lambda row: str(row.resume_id)):
        for own_text in sorted(near[row.text_sha256]):
            similarity = round(likeness(signatures[own_text], row.minhash), 2)
            if similarity >= NEARLY_THE_SAME:
                trait = SharedTrait(
                    reason="text",
                    value=None,
                    similarity=similarity,
                    resume_id=ResumeId(row.resume_id),
                    with_resume_id=ResumeId(resume_of[own_text]),
                )
                yield _Kin(row.candidate_id, row.candidate_name, trait)


def _near(reader: Reader, signatures: dict[str, bytes]) -> dict[str, set[str]]:
    """Give the texts that have a band in common with some texts, each with those it has it with."""
    own: dict[int, set[str]] = defaultdict(set)
    for text_sha256, minhash in signatures.items():
        for band in bands_of(minhash):
            own[band].add(text_sha256)
    theirs = select(text_bands.c.band, text_bands.c.text_sha256).where(
        text_bands.c.workspace_id == reader.workspace_id, text_bands.c.band.in_(list(own))
    )
    near: dict[str, set[str]] = defaultdict(set)
    for row in reader.connection.execute(theirs.limit(_MOST_BANDS)):
        near[row.text_sha256] |= own[row.band]
    return near


def _signatures(reader: Reader, texts: Collection[str]) -> dict[str, bytes]:
    found = reader.connection.execute(
        select(text_signatures.c.text_sha256, text_signatures.c.minhash).where(
            text_signatures.c.workspace_id == reader.workspace_id, text_signatures.c.text_sha256.in_(texts)
        )
    )
    return {row.text_sha256: row.minhash for row in found}


def _is_signed(reader: Reader, text_sha256: str) -> bool:
    return bool(_signatures(reader, [text_sha256]))
