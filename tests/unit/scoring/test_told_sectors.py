"""What people of care, schools, public service, hotels and shops write of their work, and look-alikes of it."""

from __future__ import annotations

import pytest

from told_work import judged


@pytest.mark.parametrize(
    ("asked", "title", "told"),
    [
        (
            "Treating advanced gum disease",
            "Dental hygienist",
            "Stage III and IV cases sent in by three dentists, pockets of 6 to 9 mm in most patients",
        ),
        ("Air polishing", "Dental hygienist", "EMS Air-Flow for stain on every patient"),
        ("Confident with nervous patients", "Dental hygienist", "Tell-show-do and headphones for the frightened ones"),
        (
            "Used to working under Direct Access",
            "Dental hygienist",
            "Patients book straight in with me, no dentist's exam first",
        ),
        ("Local anaesthesia", "Dental hygienist", "ID blocks and infiltrations with articaine"),
        ("Patient recalls", "Dental hygienist", "Chased everybody overdue for six-monthly hygiene and filled the book"),
        (
            "Ordering dental materials",
            "Dental nurse",
            "Did the Henry Schein order each Friday: composites, gloves, burs",
        ),
        ("Own caseload", "Physiotherapist", "My own diary: four new referrals and seven follow-ups"),
        ("Treating sports injuries", "Physiotherapist", "Runners, cyclists, five-a-side: calf tears, ITB, ankles"),
        ("Outcome measures", "Physiotherapist", "EQ-5D and Oxford hip at start and finish"),
        ("Hydrotherapy", "Physiotherapist", "Pool sessions for hips and knees twice a week"),
        ("Home adaptations", "Occupational therapist", "Stairlifts, level access showers and ramps through the DFG"),
        ("Splinting", "Occupational therapist", "Moulded thermoplastic wrist splints for stroke patients"),
        ("Aphasia therapy", "Speech and language therapist", "Word-finding work after stroke"),
        (
            "Glaucoma referral refinement",
            "Optometrist",
            "Repeat pressures with Goldmann, discs and fields before sending anybody on",
        ),
        ("Dispensing varifocals", "Dispensing optician", "Measured heights and PDs for varifocals"),
        ("Clinical checks", "Pharmacist", "Checked scripts for interactions before the dispensers labelled them"),
        ("Responsible pharmacist", "Pharmacist", "Only pharmacist on duty, signed the RP log each morning"),
        ("Venepuncture", "Phlebotomist", "Sixty bleeds a day with Vacutainers"),
        ("Image interpretation", "Radiographer", "Red-dot on A&E films"),
        ("Clozapine clinics", "Mental health nurse", "Bloods for ZTAS every week"),
        ("Scene safety", "Paramedic", "First on scene, parked to fend off and gave a METHANE"),
        ("CTG interpretation", "Midwife", "Read traces with fresh eyes each hour"),
        ("Fluid balance charts", "Healthcare assistant", "Measured drinks in and urine out and filled in the chart"),
        ("Waiting lists", "Medical secretary", "Kept the surgeon's list, two-week waits and clock stops"),
        ("Large animal work", "Veterinary surgeon", "Calvings, lambings and TB tests"),
        ("Handling animals", "Veterinary nurse", "Held dogs for bloods and scruffed angry cats"),
        ("Wax removal", "Audiologist", "Microsuction in clinics"),
        ("Hydration and nutrition", "Care assistant", "Offered drinks each hour and filled in food charts"),
        ("Reporting changes in condition", "Care assistant", "Rang the district nurse when a lady's heel went red"),
        (
            "Running a service rated Good",
            "Registered manager",
            "Took the home from Requires Improvement to Good at its last inspection",
        ),
        ("Supporting people with finances", "Support worker", "Kept money tins and receipts with each tenant"),
        ("Epilepsy awareness", "Support worker", "Buccal midazolam trained and timed seizures"),
        ("Contact supervision", "Social worker", "Supervised family time twice a week and wrote it up"),
        ("Multi-agency working", "Social worker", "Strategy meetings with police and health, core groups with schools"),
        ("Fostering assessments", "Social worker", "Wrote Form Fs and viabilities on grandparents for panel"),
        ("Rent arrears", "Housing officer", "Patch of 600, chased arrears and agreed payment plans with tenants"),
        ("Voids", "Housing officer", "Turned round empty homes and re-let them in eighteen days"),
        ("Anti-social behaviour", "Housing officer", "Noise between neighbours, diary sheets and closure orders"),
        ("PIP appeals", "Welfare rights adviser", "Won two in three PIP tribunals"),
        ("Opiate substitution therapy", "Drug and alcohol worker", "Keyworked people on methadone and Buvidal"),
        (
            "Key person role",
            "Nursery nurse",
            "Four of them are mine: home visit, settling in, Tapestry, parents at the door",
        ),
        ("EYFS planning", "Nursery nurse", "Planned activities from Development Matters and set the room up"),
        ("Sleep routines", "Nursery nurse", "Sleep checks every ten minutes while babies nap"),
        ("Hearing readers", "Teaching assistant", "Heard children read each morning"),
        (
            "Speech and language interventions",
            "Teaching assistant",
            "Ran NELI with five children from the therapist's programme",
        ),
        ("Provision mapping", "SENCO", "Costed the provision map with assess, plan, do, review cycles"),
        ("Attendance recording", "School administrator", "Registers on Arbor and first-day calling"),
        ("Examination entries", "Exams officer", "Made entries to the boards and downloaded results in August"),
        ("External examining", "University lecturer", "External examiner at two universities"),
        ("Progress reviews", "Apprenticeship assessor", "Twelve-weekly reviews with learner and line manager"),
        ("IQA", "Apprenticeship assessor", "Sampled assessors' decisions and ran standardisation"),
        ("Newborns", "Nanny", "Maternity nurse for twins from day one"),
        ("Legionella checks", "School caretaker", "Flushed taps and took temperatures each week"),
        ("Cataloguing", "Librarian", "Put MARC records on Koha"),
    ],
)
def test_work_told_as_people_of_the_trade_tell_it_is_met(asked: str, title: str, told: str) -> None:
    assert judged(asked, title, told).status == "met"


@pytest.mark.parametrize(
    ("asked", "title", "told"),
    [
        ("Treating advanced gum disease", "Chef", "Cleaned deep pockets of grease from the hood"),
        ("Treating sports injuries", "Journalist", "Covered football and rugby injuries news"),
        ("Splinting", "Joiner", "Planed off splinters"),
        ("Videofluoroscopy", "Lawyer", "Agreed fees with clients"),
        ("Minor eye conditions", "Hotel cleaner", "Cleaned rooms in minor and major conditions"),
        ("Clinical checks", "Plumber", "Checked pressures"),
        ("Large animal work", "Veterinary nurse", "Nursed cats and dogs"),
        ("Depot injections", "Driver", "Worked out of the Hull depot"),
        ("Ear wax removal", "Candle maker", "Removed wax from moulds"),
        ("Dual diagnosis", "Doctor", "Double-checked each diagnosis"),
        ("Compounding", "Surveyor", "Worked in aseptic packing halls"),
        ("Supporting people with finances", "Accountant", "Prepared accounts for firms"),
        ("Travel training", "Coach driver", "Drove buses and trained drivers"),
        ("Needle exchange", "Nurse", "Gave flu jabs"),
        ("Missing from care procedures", "Stock clerk", "Traced missing stock"),
        ("Rent arrears", "Accounts clerk", "Paid the office rent"),
        ("Gangs and knife crime", "Chef", "Sharpened knives"),
        ("Settling in new children", "Pub landlord", "Settled bills"),
        ("Story time", "Journalist", "Filed stories on time"),
        ("Work-based observations", "Bird surveyor", "Observed terns at work"),
        ("Preparing resources", "HR clerk", "Looked after human resources files"),
        ("Seating plans for exams", "Wedding planner", "Drew seating plans for guests"),
        ("Fire alarm tests", "Call centre agent", "Took calls on Mondays"),
    ],
)
def test_the_words_of_another_trade_or_another_person_are_not_met(asked: str, title: str, told: str) -> None:
    assert judged(asked, title, told).status != "met"
