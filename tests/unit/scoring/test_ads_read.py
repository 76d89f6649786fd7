"""Ads of many trades and countries, and all that each of them asks for; the employers are invented."""

from __future__ import annotations

import pytest

from recollect.scoring import engine

ADS = {
    "a florist in Bristol": (
        """Florist - Petal & Stem, Bristol

Hours: 30 a week, Tuesday to Saturday
We are a small shop by the harbour.

What you need
- At least two years as a florist
- NVQ level 2 in floristry or equivalent
- Clean driving licence (manual)

It would help if you
- know Instagram and Canva
- speak some Polish

What we offer
£12.50 an hour, 28 days of holiday.
""",
        """
must experience two years as a florist
must certification NVQ level 2 in floristry
must certification Clean driving licence
nice skill Instagram
nice skill Canva
nice language Polish
""",
    ),
    "a nurse for the elderly in Leipzig": (
        """Pflegefachkraft (m/w/d) in Leipzig

Deine Aufgaben
- Dokumentation

Dein Profil
- Abgeschlossene Ausbildung als Pflegefachfrau oder Pflegefachmann
- Mindestens 2 Jahre Berufserfahrung
- Gute Deutschkenntnisse (B2)
- Führerschein Klasse B erforderlich
- Bereitschaft zum Schichtdienst
- Excel von Vorteil

Wir bieten
- 30 Tage Urlaub
""",
        """
plain education Ausbildung als Pflegefachfrau oder Pflegefachmann
must experience 2 Jahre Berufserfahrung
plain language Deutschkenntnisse
must certification Führerschein Klasse B
plain other Bereitschaft zum Schichtdienst
nice skill Excel
""",
    ),
    "an accountant in Nantes": (
        """Comptable général H/F

Votre profil
- Bac+2 en comptabilité
- 3 ans d'expérience minimum dans un poste similaire
- Maîtrise de Sage et d'Excel
- Anglais courant souhaité
- Permis B exigé

Nous offrons
- Tickets restaurant
""",
        """
plain education Bac+2
plain skill comptabilité
plain experience 3 ans d'expérience minimum dans un poste similaire
plain skill Sage
plain skill Excel
nice language Anglais
must certification Permis B
""",
    ),
    "a waiter in Sevilla": (
        """Camarero/a para hotel en Sevilla

Requisitos
- Al menos 2 años de experiencia en hostelería
- Nivel alto de inglés
- Disponibilidad para trabajar fines de semana

Se valorará
- Francés

Ofrecemos
- Contrato indefinido
""",
        """
must experience 2 años de experiencia en hostelería
must language inglés
must other Disponibilidad para trabajar fines de semana
nice language Francés
""",
    ),
    "a nurse in Utrecht": (
        """Verpleegkundige nachtdienst

Wij vragen
- BIG-registratie
- Minimaal 3 jaar ervaring in een ziekenhuis
- Goede beheersing van de Nederlandse taal
- Rijbewijs B

Wij bieden
- Reiskosten
""",
        """
must certification BIG-registratie
must experience 3 jaar ervaring in een ziekenhuis
must language Nederlandse taal
must certification Rijbewijs
""",
    ),
    "a hairdresser in Milan": (
        """Parrucchiere

Requisiti
- Qualifica professionale di acconciatore
- Almeno 3 anni di esperienza in salone
- Buona conoscenza dell'inglese

Offriamo
- Contratto a tempo indeterminato
""",
        """
must certification Qualifica professionale di acconciatore
must experience 3 anni di esperienza in salone
must language inglese
""",
    ),
    "a mechanic of lorries in Leeds": (
        """HGV Mechanic

Location: Leeds
Salary: £42,000
Fenwick Haulage runs 80 lorries.

Essential
* 3+ years in a workshop
* HGV licence preferred but not essential
* Brakes, suspension and tachographs
* Willing to work nights one week in three
""",
        """
must experience 3+ years in a workshop
nice certification HGV licence
must skill Brakes
must skill suspension
must skill tachographs
must other Willing to work nights one week in three
""",
    ),
    "a nurse in Tucson": (
        """RN - Med/Surg (Nights)

Minimum Qualifications: BSN preferred. Current Arizona RN license. BLS required at hire; ACLS within 6 months.
Physical Requirements: Must be able to lift 50 pounds.
Benefits: 401(k), medical, dental.
Mesa Verde is an Equal Opportunity Employer.
""",
        """
nice education BSN
must certification RN license
must certification BLS
must certification ACLS
must skill able to lift 50 pounds
""",
    ),
    "baristas in Galway, pasted without line ends": (
        """We are opening a second cafe in Galway.RequirementsOne year of barista experienceLatte artFluent English\
Available at weekendsNice to haveExperience with Square POS""",
        """
must experience One year of barista experience
must skill Latte art
must language English
must other Available at weekends
nice skill Square POS
""",
    ),
    "a law clerk in Toronto": (
        """Conveyancing Law Clerk
Qualifications
1. Law clerk diploma
2. Minimum 3 years' experience in residential real estate
3. Proficient with Teraview
4. French is an asset
""",
        """
plain education Law clerk diploma
must experience 3 years' experience in residential real estate
plain skill Teraview
nice language French
""",
    ),
    "a warehouse in Rotterdam": (
        """Warehouse operative
You bring
- forklift licence (reach truck is a plus)
- basic English or Dutch
""",
        """
plain certification forklift licence
nice skill reach truck
plain language English or Dutch
""",
    ),
    "a dental nurse in Cork": (
        """Dental Nurse
We require
QQI level 6 in dental nursing
Garda vetting
Radiography certificate an advantage
""",
        """
must certification QQI level 6 in dental nursing
must certification Garda vetting
nice certification Radiography certificate
""",
    ),
    "a carer in Auckland": (
        """Support Worker
What you'll bring
First aid certificate, or willing to get one
NZ Certificate in Health and Wellbeing Level 3 (or working towards)
Legal right to work in New Zealand
""",
        """
plain certification First aid certificate
plain certification NZ Certificate in Health and Wellbeing Level 3 (or working towards)
plain other Legal right to work in New Zealand
""",
    ),
    "a laboratory in Basel": (
        """Laboratory Technician QC 80-100 %
Your profile
- 1-3 years' experience in a GMP lab
- LIMS (e.g. LabWare)
- German B2 and English B1
""",
        """
plain experience 1-3 years' experience in a GMP lab
plain skill GMP
plain skill LIMS (e.g. LabWare)
plain language German
plain language English
""",
    ),
}


@pytest.mark.parametrize("ad", list(ADS))
def test_an_ad_asks_for_this_and_nothing_else(ad: str) -> None:
    text, asked = ADS[ad]
    job = engine.read_job(text)
    assert [f"{one.strength} {one.kind} {one.text}" for one in job.requirements] == asked.strip().splitlines()


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("3 ans d'expérience en comptabilité", 3),
        ("Expérience de 3 ans en tant que comptable", 3),
        ("mindestens 5 Jahre Berufserfahrung", 5),
        ("3-5 Jahre Erfahrung in der Buchhaltung", 3),
        ("Experiencia mínima de 2 años", 2),
        ("Minimaal 3 jaar ervaring", 3),
        ("Almeno 6 mesi di esperienza", 0.5),
        ("Pelo menos 3 anos de experiência", 3),
    ],
)
def test_years_are_read_in_other_languages(line: str, years: float) -> None:
    (one, *_) = engine.read_job(f"Must have\n- {line}\n", role_name="X").requirements
    assert (one.kind, one.amount and one.amount.value) == ("experience", years)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("Fließende Englischkenntnisse", 5),
        ("Verhandlungssicheres Englisch", 5),
        ("Sehr gute Englischkenntnisse", 4),
        ("Maîtrise de l'anglais", 5),
        ("Je spreekt vloeiend Engels", 5),
        ("Buen nivel de inglés", 3),
    ],
)
def test_a_language_and_its_level_are_read_in_other_languages(line: str, level: int) -> None:
    job = engine.read_job(f"Must have\n- {line}\n", role_name="X")
    assert [(one.kind, need.level) for one, need in zip(job.requirements, job.needs, strict=True)] == [
        ("language", level)
    ]
