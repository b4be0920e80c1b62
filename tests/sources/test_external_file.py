"""docgen's list of external documents: what it names exists."""

from docgen.domain.facts import FACTS
from docgen.domain.profile import Sector
from docgen.sources.catalogue_file import read_catalogue
from docgen.sources.external_file import read_external
from docgen.sources.standards_file import read_standard
from docgen.sources.templates import roots

CATALOGUE = read_catalogue(roots([]))


def test_every_clause_document_role_fact_and_sector_is_known() -> None:
    for item in read_external():
        assert all(CATALOGUE.document(identity) is not None for identity in item.documents), item.id
        assert item.keeper in CATALOGUE.roles, item.id
        assert set(item.applies.facts) <= set(FACTS), item.id
        assert set(item.sectors) <= {sector.value for sector in Sector}, item.id
        for standard, numbers in item.clauses.items():
            assert all(read_standard(standard).clause(number) is not None for number in numbers), item.id


def test_names_stand_in_both_languages_and_ids_are_unique() -> None:
    documents = read_external()
    assert len({item.id for item in documents}) == len(documents)
    for item in documents:
        for text in (item.kind, item.number, item.title, item.issuer, item.subject):
            assert (text.zh is None) == (text.en is None), item.id
