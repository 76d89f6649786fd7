import pytest

from recollect.domain.caller import Caller
from recollect.domain.job import JobDraft
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.services.resumes.written_language import flags_of_language, language_of
from use_cases import receive

TEXTS = {
    "English": (
        "Responsible for the stock of a warehouse and for the training of new colleagues. In charge of "
        "the night shift from 2019 to 2023, with a team of six."
    ),
    "German": (
        "Verantwortlich für das Lager und die Einarbeitung der neuen Kollegen. Leitung der Nachtschicht "
        "von 2019 bis 2023 mit einem Team von sechs Personen, Einkauf und Bestellung für die Filiale."
    ),
    "French": (
        "Responsable du stock dans un entrepôt et de la formation des nouveaux collègues. Chargée de la "
        "nuit avec une équipe de six personnes, suivi des commandes pour le magasin."
    ),
    "Spanish": (
        "Responsable del almacén y de la formación de los nuevos compañeros. Encargada del turno de "
        "noche con un equipo de seis personas, pedidos para la tienda y control de las existencias."
    ),
    "Portuguese": (
        "Responsável pelo armazém e pela formação dos novos colegas. Chefe do turno da noite com uma "
        "equipa de seis pessoas, encomendas para a loja e controlo do stock no sistema."
    ),
    "Italian": (
        "Responsabile del magazzino e della formazione dei nuovi colleghi. Capoturno di notte con una "
        "squadra di sei persone, ordini per il negozio e controllo delle scorte nella sede di Udine."
    ),
    "Dutch": (
        "Verantwoordelijk voor het magazijn en de opleiding van de nieuwe collega's. Leiding van de "
        "nachtdienst met een ploeg van zes, bestellingen voor de winkel en het beheer van de voorraad."
    ),
    "Polish": (
        "Odpowiedzialna za magazyn oraz szkolenie nowych osób w zespole. Kierowanie nocną zmianą od 2019 "
        "do 2023, zamówienia dla sklepu i kontrola zapasów w systemie, praca z dostawcami na co dzień w "
        "firmie."
    ),
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_a_text_is_told_by_its_commonest_words(language: str) -> None:
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text", ["", "Python, SQL, Docker, Kubernetes, Terraform", "Maren Holt\nElectrician\n2019 – 2023"]
)
def test_names_and_lists_are_of_no_language(text: str) -> None:
    assert language_of(text) is None
    assert flags_of_language(text) == ()


def test_an_analysis_of_a_text_in_another_language_says_what_not_found_is_worth(memory: Memory, caller: Caller) -> None:
    job_id = create_job(memory, caller, JobDraft(job_description="Warehouse lead. Must have: stock control."))
    for language in ("English", "Spanish"):
        kept = receive(memory, f"Ana Lund\n{TEXTS[language]}")
        flags = analyse_resume(memory, caller, kept.resume_id, job_id).result.flags
        said = [flag.message for flag in flags if flag.code == "other_language"]
        assert [language in message for message in said] == ([] if language == "English" else [True])
