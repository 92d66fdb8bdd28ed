"""Every source can be found, is written sanely, and is cited somewhere."""

import re
import unicodedata
from pathlib import Path

import pytest

from content import loader, ruler
from content.schema import Reference
from models.quantities import parameters
from pages.catalog import EXPERIMENTS, MODES

REFERENCES = loader.references()
each_reference = pytest.mark.parametrize("reference", REFERENCES.values(), ids=lambda entry: entry.key)


def cited_anywhere() -> dict[str, str]:
    """Return every key that a page can show, with a place where it stands."""
    places = {}
    for path in sorted(Path(loader.ROOT / loader.LANGUAGE).rglob("*.md")):
        places |= dict.fromkeys(loader.cited(path.read_text("utf-8")), path.name)
    for mode in MODES:
        places |= {key: mode.slug for text in mode.text.sections.values() for key in loader.cited(text)}
    for experiment in EXPERIMENTS:
        places |= dict.fromkeys(loader.lesson_sources(experiment.words), experiment.slug)
        for name, item in parameters(experiment.params).items():
            literature = getattr(item, "literature", None)
            for key in (item.source, literature.source if literature else None):
                if key:
                    places[key] = f"{experiment.slug}: {name}"
    places |= {term.source: term.id for term in loader.glossary().values() if term.source}
    places |= {key: term.id for term in loader.glossary().values() for key in loader.cited(term.text)}
    return places | {mode.source: mode.slug for mode in ruler.ruler().modes if mode.source}


def test_every_citation_leads_to_a_source():
    assert {key: place for key, place in cited_anywhere().items() if key not in REFERENCES} == {}


def test_every_source_is_cited():
    assert sorted(set(REFERENCES) - set(cited_anywhere())) == []


@each_reference
def test_a_source_can_be_found(reference):
    assert reference.url.startswith("https://")
    assert not reference.doi or re.fullmatch(r"10\.\d{4,9}/\S+", reference.doi)
    assert not reference.pmid or re.fullmatch(r"\d{1,8}", reference.pmid)
    assert not reference.pmcid or re.fullmatch(r"PMC\d+", reference.pmcid)
    assert not reference.arxiv or re.fullmatch(r"\d{4}\.\d{4,5}|[a-z-]+/\d{7}", reference.arxiv)


@each_reference
def test_a_source_is_written_out(reference):
    for text in (reference.authors, reference.title, reference.journal):
        assert text == text.strip() and text
        assert "complete" not in text.lower()
    assert not reference.title.endswith(".")
    assert 1850 <= reference.year <= 2026
    assert reference.web or (reference.volume and reference.pages)


@each_reference
def test_a_key_is_the_first_author_and_the_year(reference):
    assert reference.key.endswith(str(reference.year))
    plain = unicodedata.normalize("NFKD", re.split(" et al.| and ", reference.short)[0])
    family = re.sub(r"[^A-Za-z]", "", plain).lower()
    assert reference.key.lower().startswith(family[:3])


def test_no_source_stands_twice():
    found = [entry.doi.lower() for entry in REFERENCES.values() if entry.doi]
    assert len(found) == len(set(found))


def test_a_source_is_cited_by_family_name_and_year():
    one = Reference("Wolpert1969", "Wolpert L", "Title", "J Theor Biol", 1969, doi="10.1/x")
    two = Reference("Best1982", "Best JD, Halter JB", "Title", "J", 1982, pmid="1")
    several = Reference("MacGabhann2006", "Mac Gabhann F, Ji JW, Popel AS", "Title", "J", 2006, pmcid="PMC1")
    assert (one.short, two.short) == ("Wolpert 1969", "Best and Halter 1982")
    assert several.short == "Mac Gabhann et al. 2006"
    assert (one.url, several.url) == ("https://doi.org/10.1/x", "https://pmc.ncbi.nlm.nih.gov/articles/PMC1")
