"""What stands around a proof: somebody else's work, a little of it, another state's licence, a thing not one's own."""

from __future__ import annotations

from datetime import date

import pytest

from recollect.domain.analysis import JudgedRequirement
from recollect.scoring import engine
from recollect.scoring.gathered import gather
from recollect.scoring.judging.earnable import earnable

SETTINGS = engine.ScoringSettings(today=date(2026, 11, 26))
WORK = "Sam Example\n\nEXPERIENCE\n{}, Example Ltd, Leeds, January 2018 - present\n- {}\n"


def judged(asked: str, title: str, told: str, ad: str = "") -> list[JudgedRequirement]:
    """Give the requirements of an ad that asks for one thing, judged."""
    job = engine.read_job(f"{ad or title}, Leeds\n\nRequirements:\n- {asked}\n")
    return list(engine.analyse(engine.read_resume(WORK.format(title, told)), job, SETTINGS).requirements)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Payroll for ninety weekly paid staff", "met"),
        ("Some payroll", "partly"),
        ("Some forty people's payroll each week, and the pensions", "met"),
        ("Assisted with payroll", "partly"),
        ("Helped to run payroll", "partly"),
        ("Payroll lists kept for the manager to read", "partly"),
        ("Payroll is bought in", "partly"),
        ("Payroll, while she checks what I key", "partly"),
        ("Answered the bureau who handle our holiday records and also the weekly and monthly payroll", "partly"),
        ("I check the payroll figures. I have not run it myself", "partly"),
        ("Payroll: I won't pretend", "partly"),
        ("I'd love to train as a payroll clerk, payroll is what I like", "partly"),
        ("I would be glad of any work in an office with payroll", "partly"),
        ("The petty cash is run like a small payroll", "partly"),
        ("Payroll-style spreadsheets", "partly"),
        ("Payroll and pensions, both not allowed until I'm signed off", "partly"),
        ("Payroll webinar", "partly"),
        ("Keyed the runs set by the accountants for payroll", "partly"),
        ("Payroll shown on a mannequin", "partly"),
        ("Set up rooms for payroll", "partly"),
        ("A course on wages in 2022, and now I run the payroll", "met"),
        ("A course on wages and payroll in 2022, and hope to", "partly"),
        ("Payroll permit: lapsed in 2020", "partly"),
        ("Payroll permit, never lapsed", "met"),
        ("With my supervisor, incl. all of the payroll", "partly"),
        ("Ann's the bookkeeper: payroll, ledgers, pensions", "partly"),
        ("It was the office: payroll, ledgers, pensions", "met"),
        ("Stacked the envelopes coming off the payroll run", "partly"),
        ("Payroll since August, with Mr. Vale next to me", "partly"),
        ("Sat with the payroll people when they closed the month", "partly"),
        ("Payroll is the bureau's own matter, so I know only the basics", "partly"),
        ("I follow the payroll calendar to the day", "met"),
        ("I follow the payroll course of my chamber", "partly"),
        ("Set up payroll screens. The payroll itself is closed by the bureau", "partly"),
        ("Set up payroll screens. The payroll itself is closed by me", "met"),
        ("Payroll (holiday cover in August)", "partly"),
        ("Payroll in the spring for two weeks", "partly"),
        ("Booked on payroll lessons in May", "partly"),
        ("Payroll moved to the bureau before I joined", "partly"),
        ("Payroll I have tried twice at college", "partly"),
        ("Stuffed envelopes for the payroll team", "partly"),
        ("Reset the payroll when told to by the bureau", "partly"),
        ("Payroll at university only", "partly"),
        ("We bought payroll software that arrives in March", "partly"),
        ("Carried the payroll upstairs for the accountant", "partly"),
        ("Carried out the payroll for the accountant", "met"),
        ("Slips go to the payroll office and come back", "met"),
        ("Slips go to the payroll department and come back", "partly"),
        ("Wrote the brochure for a payroll company", "partly"),
        ("Wrote payroll guides for a software company", "met"),
        ("Leave the payroll to the bureau", "partly"),
        ("Leave, payroll and pensions for ninety", "met"),
        ("Saw payroll on a two-day course", "partly"),
        ("I ring the accountant when a payroll slip is wrong", "partly"),
        ("Rental desk: payroll machines", "partly"),
        ("The broker does the payroll", "partly"),
        ("Payroll I saw in a two-day introduction at school", "partly"),
        ("Payroll for one month of maternity leave, nothing more", "partly"),
        ("Drafted one quarter's payroll", "partly"),
        ("Wages just once, with payroll and pensions", "partly"),
        ("My hours go into the accountant's payroll", "partly"),
        ("Payroll goes straight to the bureau", "partly"),
        ("Example S, Other T. Payroll in small firms. 2020", "partly"),
        ("Our bookkeeper Ann keeps the books and runs the payroll", "partly"),
        ("The accountants have the ledgers and the payroll", "partly"),
        ("The bookkeeper has asked me to run payroll", "met"),
        ("Printed the bookkeeper's monthly payroll", "partly"),
        ("Filed the finance team's payroll reports", "partly"),
        ("I get the payroll every month from our finance team", "partly"),
        ("Payroll and ledgers are drafted by an agency", "partly"),
        ("Payroll with the controller's help", "partly"),
        ("Payroll, with the help of software I chose", "met"),
        ("Payroll knowledge from a module at college", "partly"),
        ("Payroll and budgets come to me to be tested", "partly"),
        ("Payroll queries come to me", "met"),
        ("My partner firm answers letters on payroll", "partly"),
        ("I know the wages process inside out: payroll, pensions", "partly"),
        (
            "I know the whole stock process inside out: lorries, visitors, keys, lifts, tea, bins, letters, payroll",
            "partly",
        ),
        ("I fix what she finds; her payroll is the best I have seen", "partly"),
        ("Payroll lists are drawn up by a firm in Bristol", "partly"),
        ("Our office lady, Simone, does the wages and the payroll", "partly"),
        ("Payroll is done by me", "met"),
        ("Got our figures from the payroll team", "partly"),
        ("Ran the payroll team", "met"),
        ("Payroll I only know as an employee", "partly"),
        ("Payroll for all sites until 2020. I let it go then", "partly"),
        ("Those with payroll queries who rang got an answer the same day. I ran the payroll", "met"),
        ("Payroll for all sites. The office has not closed once", "met"),
        ("Payroll for all sites, never missed it", "met"),
        ("Two rival tools tried, never bought one. Payroll for all sites", "met"),
    ],
)
def test_a_proof_that_tells_of_little_or_of_others_is_met_in_part(told: str, status: str) -> None:
    assert judged("Payroll", "Clerk", told)[0].status == status


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("CPA, active", "met"),
        ("Ledgers, always under a CPA who signs", "partly"),
        ("Checked each client's active CPA before the file was opened", "partly"),
        ("Our accountants all have an active CPA", "partly"),
        ("CPA. I let it lapse in 2020", "partly"),
        ("CPA: part 1 passed", "partly"),
        ("My supervisor (CPA, twenty years) signs what I prepare", "partly"),
    ],
)
def test_a_paper_is_held_by_oneself_and_whole(told: str, status: str) -> None:
    assert judged("Active CPA", "Clerk", told)[0].status == status


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Joinery with pupils, doors and stairs", "partly"),
        ("Joinery with two apprentices, doors and stairs", "met"),
    ],
)
def test_what_is_done_with_a_class_is_taught(told: str, status: str) -> None:
    assert judged("Joinery", "Technician", told)[0].status == status


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("I sit with two children when their key worker Ann is off", "partly"),
        ("I am their key worker and write their plans", "met"),
    ],
)
def test_somebody_elses_key_worker_is_none_oneself(told: str, status: str) -> None:
    assert judged("Key working", "Support worker", told)[0].status == status


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Copied what we need from the class teacher's weekly plans", "partly"),
        ("Sketch out next week for the class", "met"),
        ("Spelling three times a week\n- planning and displays", "not_found"),
    ],
)
def test_lessons_are_planned_by_who_plans_them(told: str, status: str) -> None:
    assert judged("You write your own weekly lesson plans", "Teaching assistant", told)[0].status == status


@pytest.mark.parametrize(
    ("asked", "ad", "held", "status"),
    [
        ("NVQ Level 3 in Hairdressing or equivalent", "Stylist", "NVQ Level 3 Hairdressing", "met"),
        ("NVQ Level 3 in Hairdressing or equivalent", "Stylist", "NVQ Level 3 Barbering", "partly"),
        ("Current OT license", "Occupational therapist", "Licensed occupational therapist", "met"),
        ("Current OT license", "Occupational therapist", "COTA/L", "partly"),
        ("Registration with the SSSC", "Social worker", "SSSC registered (social worker)", "met"),
        ("Registration with the SSSC", "Social worker", "SSSC registered (support worker)", "partly"),
        ("Social work qualification", "Social worker, London", "MSW 2017, Denver, United States", "partly"),
        ("Paediatric first aid", "Nursery nurse, London", "Pediatric first aid, United States", "partly"),
        ("Full driving licence", "Social worker", "Full clean driving licence", "met"),
        ("Full driving licence", "Social worker", "Full Victorian driving licence, will swap it", "partly"),
        ("Full driving licence", "Social worker", "Tidy. Driver, Skoda", "met"),
        ("Full driving licence", "Social worker", "Worked with the driver of a car", "not_found"),
    ],
)
def test_a_paper_of_another_trade_or_post_is_met_in_part(asked: str, ad: str, held: str, status: str) -> None:
    assert judged(asked, "Clerk", held, ad)[0].status == status


def test_an_equivalent_of_a_degree_is_of_its_field() -> None:
    asked = "A social work qualification (degree, DipSW or equivalent)"
    assert judged(asked, "Clerk", "LLB 2012", "Social worker")[0].status != "met"
    assert judged(asked, "Clerk", "BA (Hons) Social Work 2012", "Social worker")[0].status == "met"


def test_somebodys_manager_is_no_skill_of_ones_own() -> None:
    asked = "Construction site management"
    assert judged(asked, "Joiner", "References: my site manager will say good things")[0].status != "met"
    assert judged(asked, "Site manager", "Site manager of forty flats")[0].status == "met"


@pytest.mark.parametrize(
    ("held", "status"),
    [
        ("Registered nurse licence, Ohio, active", "met"),
        ("Registered nurse licence, Michigan, active", "partly"),
        ("Registered nurse licence, Michigan, multistate", "met"),
        ("Registered nurse licence, Michigan and Ohio, active", "met"),
        ("Alex Example, MS, RN licence\n- Registered nurse licence, Ohio, active", "met"),
    ],
)
def test_a_licence_is_of_the_state_that_is_asked_for(held: str, status: str) -> None:
    asked = "Current registered nurse licence in Ohio"
    assert judged(asked, "Registered nurse", held, "Registered nurse, Toledo, OH")[0].status == status


@pytest.mark.parametrize(
    ("told", "tools", "transport"),
    [
        ("Wired houses with conduit and trunking", "not_found", "unknown"),
        ("Wired houses, all my own tools and own van", "met", "met"),
    ],
)
def test_what_is_to_be_ones_own_is_not_shown_by_the_trade(told: str, tools: str, transport: str) -> None:
    found = judged("Own hand tools and transport", "Electrician", told)
    assert [one.status for one in found] == [tools, transport]
    assert judged("Hand tools", "Electrician", told)[0].status == "met"


def test_a_card_that_one_body_gives_is_the_one_that_is_asked_for() -> None:
    told = "Bedrock contract in Perth, Australia; sites in Sydney and Queensland. ECS gold card"
    assert judged("ECS gold card", "Electrician", told, "Electrician, Manchester, United Kingdom")[0].status == "met"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Carried 40 kg sacks up two flights", "met"),
        ("Boxes of 10 to 15 kg", "partly"),
        ("Lifting limit 10 kg since an operation; 40 kg before", "partly"),
        ("Sacks of 100 lbs all day", "met"),
        ("Ordered 60 kg of flour a week", "not_found"),
        ("Cranes loaded with 500 kg", "not_found"),
    ],
)
def test_a_weight_is_weighed(told: str, status: str) -> None:
    assert judged("Able to lift 25 kg", "Porter", told)[0].status == status


@pytest.mark.parametrize(("told", "status"), [("Audio typing at 65 wpm", "met"), ("Typing, 45 wpm", "partly")])
def test_a_speed_of_typing_is_compared(told: str, status: str) -> None:
    assert judged("Typing speed of 60 wpm", "Clerk", told)[0].status == status


def test_a_weight_may_be_met_without_a_word_of_the_ad() -> None:
    job = engine.read_job("Porter, Leeds\n\nRequirements:\n- Able to lift 25 kg\n")
    resume = engine.read_resume(WORK.format("Gardener", "Carried sacks of 40 kg"))
    assert engine.analyse(resume, job, SETTINGS).requirements[0].status == "met"
    assert earnable(job, gather([resume])).most.tolist() == [[1.0]]


@pytest.mark.parametrize(
    ("told", "status"), [("Tuned PostgreSQL queries for a bank", "met"), ("Drew charts in colour for a bank", "partly")]
)
def test_what_is_only_listed_is_borne_out_by_what_shows_it(told: str, status: str) -> None:
    resume = (
        "Sam Example\n\nSKILLS\nSQL, Tableau, Jira, Scala, Hadoop, Kafka, Terraform, Ansible\n\n"
        f"EXPERIENCE\nGardener, Example Ltd, Leeds, January 2018 - present\n- {told}\n"
    )
    job = engine.read_job("Data analyst, Leeds\n\nRequirements:\n- SQL\n")
    assert engine.analyse(engine.read_resume(resume), job, SETTINGS).requirements[0].status == status


@pytest.mark.parametrize(("title", "status"), [("Werkstudent", "partly"), ("Werkstudent, then analyst", "met")])
def test_a_post_that_began_as_a_students_may_have_grown(title: str, status: str) -> None:
    assert judged("Payroll", title, "Payroll for ninety people", "Clerk")[0].status == status


def test_a_line_about_oneself_is_no_row_of_words() -> None:
    job = engine.read_job("Clerk, Leeds\n\nRequirements:\n- Payroll\n")
    for lead, status in (("I do it all: ", "met"), ("", "partly")):
        head = f"Sam Example\n{lead}payroll, VAT, ledgers, tills, banking, post, petty cash, rent, rates\n"
        resume = engine.read_resume(f"{head}\nEXPERIENCE\nGardener, Example Ltd, Leeds, January 2018 - present\n")
        assert engine.analyse(resume, job, SETTINGS).requirements[0].status == status


def test_one_proof_that_stands_is_enough() -> None:
    told = "I know the bookkeepers who do our books.\n- Bookkeeping for two shops"
    assert judged("Bookkeeping", "Clerk", told)[0].status == "met"
    assert judged("Bookkeeping", "Clerk", told.partition("\n")[0])[0].status == "partly"


@pytest.mark.parametrize(
    ("title", "told", "status"),
    [
        ("Warehouse supervisor", "Ran the warehouse on late turn", "met"),
        ("Warehouse operative", "Picked and packed in the warehouse", "partly"),
        ("Warehouse operative", "Led 14 people in the warehouse", "met"),
    ],
)
def test_years_of_leading_are_those_of_posts_that_lead(title: str, told: str, status: str) -> None:
    asked = "At least 3 years managing a shift in a warehouse"
    assert judged(asked, title, told, "Warehouse shift manager")[0].status == status


@pytest.mark.parametrize(
    ("told", "status"), [("Team of 60", "met"), ("Team of 12", "partly"), ("Ran the place", "partly")]
)
def test_many_people_are_led_by_who_says_how_many(told: str, status: str) -> None:
    assert judged("Managing a team of 50 people", "Operations manager", told)[0].status == status


def test_a_talk_about_a_thing_is_no_practice_of_it_where_practice_is_asked_for() -> None:
    resume = WORK.format("Clerk", "Filed letters") + "\nPUBLICATIONS AND TALKS\nPayroll in small firms, 2021\n"
    asked = {"Payroll": "partly", "Publications on payroll": "met"}
    for words, status in asked.items():
        job = engine.read_job(f"Clerk, Leeds\n\nRequirements:\n- {words}\n")
        found = engine.analyse(engine.read_resume(resume), job, SETTINGS).requirements
        assert found[0].status == status


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Ground bores to 5 microns", "met"),
        ("Ground bores to 0.008 mm", "met"),
        ("Bearing seats in microns, 8 to 12 in all", "met"),
        ("Ground pins to a thou", "partly"),
        ("Cut worktops to 0.2 mm", "partly"),
        ("Grinding and measuring, particular about microns", "partly"),
        ("Swept the floor", "not_found"),
    ],
)
def test_a_tolerance_is_compared(told: str, status: str) -> None:
    assert judged("Work to 10 microns and measure it yourself", "Grinder", told)[0].status == status


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("HR Business Partner for two faculties", "met"),
        ("Cases for restructures (the HR Business Partner leads on people; I do the numbers)", "partly"),
    ],
)
def test_the_one_who_leads_on_it_is_another(told: str, status: str) -> None:
    assert judged("HR Business Partner", "Analyst", told)[0].status == status


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Three trials with the war room in my hands", "met"),
        ("200 trials reported at the stenotype", "partly"),
        ("200 trials reported, and two trials with the war room in my hands", "met"),
    ],
)
def test_what_was_only_seen_is_not_done_however_often(told: str, status: str) -> None:
    assert judged("Trial experience: at least two trials from start to finish", "Paralegal", told)[-1].status == status


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Cut roofs off the architect's carpentry details", "met"),
        ("Printed the architect's carpentry details", "partly"),
    ],
)
def test_what_somebody_works_from_may_be_drawn_by_others(told: str, status: str) -> None:
    assert judged("Carpentry", "Builder", told)[0].status == status


@pytest.mark.parametrize(
    ("told", "status"),
    [("Ground and painted what the welders made", "partly"), ("Welded what the fitters had cut", "met")],
)
def test_what_other_tradespeople_made_is_theirs(told: str, status: str) -> None:
    assert judged("Welding", "Labourer", told)[0].status == status
