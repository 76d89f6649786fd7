"""Work of offices, people, selling, care, schools, surgeries and laboratories, told of without its name."""

from __future__ import annotations

import pytest

from told_work import judged


@pytest.mark.parametrize(
    ("asked", "title", "told"),
    [
        ("CQS", "Conveyancer", "Two accreditation audits of our files without a point"),
        ("French and English", "Clerk", "Bilingue, parlé et écrit, tous les jours"),
        (
            "Preparing supply plans",
            "Planner",
            "Rough-cut capacity and volume scenarios each month for the supply review",
        ),
        ("Calendar management", "Executive assistant", "Sixty meetings a week to move when Osaka has a holiday"),
        ("Booking international travel", "Executive assistant", "Trains and flights, and a visa for China"),
        ("Expense reports", "Executive assistant", "Receipts into Xero once a week"),
        ("Discretion", "Private secretary", "A sale passed over my desk and did not leave it"),
        ("Taking of minutes", "Executive assistant", "I sit in, keep the record and circulate the draft"),
        ("JCT Design and Build form", "Quantity surveyor", "Two schools, D&B 2016, amended"),
        ("Cost/value reconciliation (CVR)", "Quantity surveyor", "Actual cost against earned value every month"),
        ("Agreement of final accounts", "Quantity surveyor", "Settlement of the final bill with the client"),
        ("Interim valuations", "Quantity surveyor", "My figure went to the architect, who certified it each month"),
        ("Subcontract packages", "Quantity surveyor", "Let the finishing trades: scopes, tender lists, orders"),
        ("Historic buildings", "Surveyor", "Quinquennial reports for thirty churches"),
        ("Defect triage", "Tester", "Chair the bug meeting twice a week, with the developers"),
        ("Writing test cases", "Tester", "Scenario collection in TestRail, step by step with expected results"),
        ("Exploratory testing", "Tester", "One afternoon a sprint without script: charter, notes"),
        ("Testing of mobile apps", "Tester", "Twelve old phones and BrowserStack before each release"),
        ("Month-end close", "Accountant", "Day-two flash, and the day-five pack for the board"),
        ("Succession planning and talent management", "HR adviser", "Nine-box with each director, twice a year"),
        ("Search engine marketing", "Marketing executive", "Paid search for forty shops, cost per click halved"),
        ("Media relations", "Press officer", "Journalists ring me first, on three nationals"),
        ("Deposition summaries", "Paralegal", "Summarised forty deposition transcripts"),
        (
            "Company secretarial work",
            "Legal assistant",
            "Confirmation statements and statutory books of nine companies",
        ),
        ("GDPR", "Compliance officer", "Answered subject access requests within the month"),
        ("Supplier evaluation", "Buyer", "Scorecards and audits of sixty suppliers"),
        ("Sea freight", "Logistics coordinator", "Forty-footers booked with three shipping lines"),
        ("Recruitment", "HR adviser", "Filled sixty posts last year, from advert to offer"),
        ("Budget management", "Office manager", "£200k a year to spend, and I answer for it"),
        ("Stakeholder engagement", "Policy officer", "Monthly forum with landlords and the NHS"),
        ("R&D claims", "Tax senior", "Filed RDEC with the narrative and the costs for nine engineers' firms"),
        ("HMRC enquiries", "Tax senior", "Answered two section 9A letters until the closure notice came"),
        ("IRS audits", "Tax preparer", "Wrote back to CP2000s, with a 2848 on file"),
        ("Partnership returns", "Tax preparer", "K-1s with basis worksheets for thirty firms"),
        ("Employment standards", "HR adviser", "ESA leaves and vacation pay, explained at the door"),
        ("Coaching senior managers", "HR adviser", "Coached the works director in his first year"),
        ("Running a public consultation", "Policy officer", "Drop-ins with residents and a questionnaire on parking"),
        ("Briefings for elected members", "Policy officer", "Twenty papers a year for Cabinet and Scrutiny"),
        ("Housing legislation", "Policy officer", "Wrote the guide to priority need and local connection"),
        ("Housing or homelessness legislation", "Policy officer", "Trained staff in the relief duty and section 21"),
        ("Lobbied MEPs", "Policy officer", "Compromise text, handed to the rapporteur and nine attachés"),
        ("Visitor management", "Receptionist", "Logged contractors in and out and printed their badges"),
        ("Mail handling", "Receptionist", "Sorted the morning letters and booked DPD collections"),
        (
            "Filing and archiving",
            "Office administrator",
            "Scanned ten years of old files and indexed them by case number",
        ),
        ("Minute taking", "Office administrator", "Sent round the actions the day after each board meeting"),
        ("Busy switchboard", "Receptionist", "Looked after an Avaya console with six hundred extensions"),
        (
            "Reproducing bugs and writing them up",
            "Support agent",
            "Filed each fault for the engineers with the steps and the console output",
        ),
        ("Component library", "Product designer", "Looked after our Figma library of buttons and tables"),
        ("An online portfolio", "Product designer", "Case studies of three apps are on my site"),
        ("À la carte", "Cook", "Ran the sauce section of a two-rosette restaurant"),
        ("Petty cash", "Office administrator", "Kept the cash tin and matched receipts against it each Friday"),
        (
            "Document control",
            "Office administrator",
            "Kept the drawing register and issued the latest revision to site",
        ),
        ("Facilities management", "Office manager", "Chased the landlord about the lift and the air conditioning"),
        ("Proofreading", "Office administrator", "Read through tenders for typing mistakes before they went out"),
        ("Candidate screening", "Recruiter", "Went through 300 CVs a week and rang the best fifteen"),
        ("Job advertising", "HR assistant", "Put adverts on Indeed, Reed and Totaljobs"),
        ("Performance management", "HR adviser", "Set up the yearly review cycle and chased managers for ratings"),
        ("HRIS", "HR administrator", "Looked after records on Cascade and pulled reports from it"),
        ("Employee engagement", "HR manager", "Ran the staff survey and turned the results into ten actions"),
        ("Succession planning", "HR manager", "Nine-box talks with the board about who could step up"),
        ("Temporary staffing", "Recruitment consultant", "Ran a desk of 80 temps in warehouses"),
        ("Exit interviews", "HR officer", "Asked everybody who handed in their notice why, and reported the themes"),
        ("Time and attendance", "Payroll clerk", "Downloaded the clock cards and chased missing hours"),
        ("Court orders and deductions", "Payroll clerk", "Set up attachment of earnings and student loans"),
        ("Business development", "Sales representative", "Brought in 30 customers who had never bought from us"),
        (
            "Customer relationship management software",
            "Sales representative",
            "Logged each visit in Dynamics and kept my notes up to date",
        ),
        ("Upselling", "Sales assistant", "Added warranties and accessories to one sale in three"),
        ("Stocktaking", "Sales assistant", "Counted the shop twice a year"),
        ("Finance products", "Car sales executive", "Arranged PCP and HP and sold GAP cover"),
        ("Sales training", "Sales manager", "Taught new reps how to handle objections"),
        ("Contract renewals", "Account manager", "Renewed 94 per cent of contracts"),
        (
            "Complaint handling",
            "Customer service adviser",
            "Took the calls of unhappy people and rang them back until it was sorted",
        ),
        ("Escalation handling", "Team leader", "Took the calls the advisers could not solve"),
        (
            "Customer service team leadership",
            "Team leader",
            "Led twelve advisers and listened to five calls each a week",
        ),
        ("Conflict resolution", "Customer service adviser", "Calmed people who were shouting down the line"),
        ("Payment processing", "Call centre agent", "Took card payments over the phone"),
        ("Campaign management", "Marketing manager", "Planned and ran the spring launch across post, radio and online"),
        ("Copywriting", "Marketing executive", "Wrote the words for adverts, brochures and landing pages"),
        ("Competitor analysis", "Marketing executive", "Tracked what three rivals charge and say"),
        ("Paid social", "Marketing executive", "Ran adverts on Facebook and LinkedIn"),
        ("Continence care", "Care assistant", "Changed pads through the night"),
        ("Pressure ulcer prevention", "Care assistant", "Turned people every two hours and checked their heels"),
        ("Home care", "Care assistant", "Ten calls a day by car to people in their own homes"),
        ("Companionship", "Care assistant", "Sat and chatted with lonely people over tea"),
        ("Blood glucose monitoring", "Healthcare assistant", "Pricked fingers and wrote down the sugar readings"),
        ("Challenging behaviour", "Support worker", "Used distraction and safe holds when a young man hit out"),
        ("Care rota planning", "Care coordinator", "Filled gaps and matched carers to calls"),
        ("Nappy changing", "Nursery nurse", "Changed and toilet trained the under twos"),
        ("Safeguarding children", "Nursery nurse", "Deputy designated lead"),
        ("Classroom support", "Teaching assistant", "Put up displays, cut out resources and sharpened pencils"),
        ("Education plans for special needs", "SENCO", "Wrote targets for 40 pupils with support plans"),
        ("Extracurricular activities", "Teacher", "Ran chess club and the football team after school"),
        ("Student assessment", "Teacher", "Set and marked end of term tests"),
        ("Field trips", "Teacher", "Took 60 children to the Science Museum"),
        ("Child protection", "Social worker", "Took cases to conference and removed two siblings at birth"),
        ("Foster care and adoption", "Social worker", "Assessed couples who want to foster"),
        ("Hospital social work", "Social worker", "Got people home from the wards with a package of care"),
        ("Employment support", "Support worker", "Helped people out of work write CVs and apply"),
        ("Dental impressions", "Dental nurse", "Mixed alginate and poured models"),
        (
            "Patient scheduling",
            "Dental receptionist",
            "Filled the book for three dentists and rang people about cancellations",
        ),
        ("Infection control", "Dental nurse", "Wiped down the surgery between patients"),
        ("Veterinary care", "Veterinary nurse", "Held dogs for blood samples and placed IV lines in cats"),
        ("Controlled drugs", "Pharmacy technician", "Counted the morphine and signed the register with the pharmacist"),
        ("Pharmacy stock control", "Pharmacy assistant", "Ordered from Alliance and AAH and pulled out-of-date boxes"),
        ("Clinical pharmacy", "Pharmacist", "Checked drug charts on the wards and stopped interactions"),
        ("Compounding", "Pharmacy technician", "Made up chemo and TPN in the isolator"),
        ("Musculoskeletal assessment", "Physiotherapist", "Examined joints and tested muscle power and reflexes"),
        ("Respiratory physiotherapy", "Physiotherapist", "Cleared chests on intensive care"),
        ("Group exercise classes", "Physiotherapist", "Ran back classes and falls prevention groups"),
        ("Clinical laboratory testing", "Biomedical scientist", "Ran full blood counts and U&Es on Sysmex and Cobas"),
        ("Titration", "Laboratory technician", "Burette work on acids and chlorides"),
        ("Histology", "Laboratory technician", "Cut sections on the microtome and stained with H&E"),
        ("Microscopy", "Laboratory technician", "Looked at slides under oil immersion"),
    ],
)
def test_work_of_a_trade_is_known_by_how_it_is_told(asked: str, title: str, told: str) -> None:
    assert judged(asked, title, told).status == "met"


@pytest.mark.parametrize(
    ("asked", "title", "told"),
    [
        ("Visitor management", "Baker", "Printed labels and badges for the cakes"),
        ("Diary management", "Dairyman", "Looked after calves and partnered the vet"),
        ("Minute taking", "Runner", "Took thirty minutes and typed nothing"),
        ("Discretion", "Cook", "Served salary men and announced the menu"),
        ("Recruitment", "Fencer", "Set 60 posts in concrete and filled the holes"),
        ("Applicant tracking system", "Gardener", "Worked in a greenhouse and a lever press"),
        ("Workforce planning", "Care assistant", "Gave people what they need"),
        ("Employee engagement", "Surveyor", "Surveyed land with a staff and level"),
        ("Payroll", "Game developer", "Kept 60 FPS on old phones"),
        ("Offboarding", "Gardener", "Raked leaves and processed them into mulch"),
        ("Negotiation", "Cook", "Held the pan and fixed the price on the board"),
        ("Upselling", "Builder", "Built additions and added insulation"),
        ("Visual merchandising", "Window cleaner", "Cleaned shop windows each fortnight"),
        ("Automotive sales", "Mechanic", "Took cars on a test drive after repair"),
        ("Sales management", "Personal trainer", "Did ten reps and led the class"),
        ("Customer retention", "Host", "Kept guests happy and cancelled bookings"),
        ("Complaint handling", "Accountant", "Wrote off goodwill and closed the ledger"),
        ("Live chat support", "Waiter", "Chatted with guests at the bar"),
        ("Conflict resolution", "Groom", "Calmed horses before the race"),
        ("Social media marketing", "Cameraman", "Changed reels and cut film"),
        ("Public relations", "Presenter", "Presented the morning show on local radio"),
        ("Campaign management", "Soldier", "Served in two campaigns"),
        ("Marketing automation", "Teaching assistant", "Ran the nurture group"),
        ("Continence care", "Artist", "Changed pads of paper each week"),
        ("Moving and handling", "Crane driver", "Used slings and chains to lift beams"),
        ("Safeguarding", "Developer", "Reported bugs and abuse of the API"),
        ("Respite care", "Trader", "Took short positions and breaks"),
        ("Dementia care", "Guide", "Wandered the hills with groups"),
        ("Early years education", "Cook", "Counted games and songs sold"),
        ("Play-based learning", "Builder", "Carted sand and water to the mixer"),
        ("Learning support", "Developer", "Read from read replicas and caught up with lag"),
        ("Exam invigilation", "Clerk", "Watched the door of the town hall"),
        ("Field trips", "Driver", "Drove coaches to the museum"),
        ("Case management", "Warehouse worker", "Held 22 cases of wine"),
        ("Foster care and adoption", "Manager", "Fostered good relations and adopted new tools"),
        ("Advocacy for clients", "Engineer", "Spoke at meetings about clients and servers"),
        ("Domestic abuse support", "Farmer", "Ran a wildlife refuge"),
        ("Dental assisting", "Musician", "Passed instruments round the band"),
        ("Dental charting", "Analyst", "Drew charts of sales by region"),
        ("Veterinary care", "Groom", "Walked dogs by the sea"),
        ("Over-the-counter advice", "Barista", "Sold coffee over the counter"),
        ("Compounding", "Electrician", "Fitted isolators and fuse boards"),
        ("Musculoskeletal assessment", "Boxer", "Has quick reflexes"),
        ("Electrotherapy", "Sonographer", "Did obstetric scans"),
        ("Microbiology", "Beekeeper", "Kept colonies of bees and counted them"),
        ("HPLC", "Guide", "Climbed all the peaks"),
        ("PCR", "Painter", "Put on primers and undercoats"),
        ("Laboratory equipment maintenance", "Circus artist", "Balanced on a wire"),
    ],
)
def test_the_same_words_of_another_trade_prove_nothing(asked: str, title: str, told: str) -> None:
    assert judged(asked, title, told).status == "not_found"


@pytest.mark.parametrize(
    ("asked", "title", "told"),
    [
        ("Housing or homelessness legislation", "Policy officer", "Renewed household and landlord policies"),
        ("Housing or homelessness legislation", "Policy officer", "Spoke French at school and at home"),
        ("Individual returns", "VAT manager", "CTA since 2015; partial exemption and option to tax"),
        ("Corporation tax", "VAT manager", "CTA since 2015; partial exemption and option to tax"),
        ("Cost plans", "Assistant", "BSc (Hons) Quantity Surveying, first class"),
        ("JCT contracts", "Assistant", "BSc (Hons) Quantity Surveying, first class"),
        ("MRICS", "Assistant", "Summer placement with a PQS in Lincoln"),
        ("Mechanical and electrical installation", "Adviser", "Had coffee with two MEPs a week"),
    ],
)
def test_what_only_sounds_like_it_is_not_met(asked: str, title: str, told: str) -> None:
    assert judged(asked, title, told).status != "met"


@pytest.mark.parametrize(
    ("asked", "told", "status"),
    [
        ("CTA qualified", "CIOT member since 2020", "met"),
        ("CTA qualified", "ATT qualified since 2020", "partly"),
        ("ATT qualified", "Chartered Tax Adviser (CTA) since 2020", "met"),
    ],
)
def test_the_technician_s_paper_is_not_the_adviser_s(asked: str, told: str, status: str) -> None:
    assert judged(asked, "Tax senior", told).status == status


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("3 years of experience in human resources", "Directrice RH"),
        ("3 years of experience as a financial analyst", "Contrôleuse de gestion"),
    ],
)
def test_titles_are_known_in_french(asked: str, title: str) -> None:
    assert judged(asked, title, "Budgets").status == "met"


@pytest.mark.parametrize(
    ("asked", "told", "status"),
    [
        ("Good English letters", "He said two words, and a page went out over his name", "met"),
        ("Preparation of board and committee meetings", "Quarterly book for the directors, agenda and papers", "met"),
        ("Preparation of board and committee meetings", "Minutes of the weekly case meeting", "not_found"),
        ("Complex calendar management", "Calendar ninja. Booked the four meeting rooms in the app", "not_found"),
    ],
)
def test_an_assistants_letters_boards_and_calendars_are_told_of(asked: str, told: str, status: str) -> None:
    assert judged(asked, "Executive assistant", told).status == status


def test_nothing_is_told_from_one_sentence_into_the_first_word_of_the_next() -> None:
    told = "Strategic partner to the board. Calendar ninja"
    assert judged("Calendar management", "Executive assistant", told).status == "not_found"
    assert judged("Calendar management", "Executive assistant", "Kept the partner's calendar").status == "met"
