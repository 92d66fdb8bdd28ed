"""The glossary explains the words of the field, briefly and honestly."""

import re
from pathlib import Path

import pytest

from content import loader

TERMS = loader.glossary()
each_term = pytest.mark.parametrize("term", TERMS.values(), ids=lambda term: term.id)


def test_the_words_of_local_signaling_are_there():
    wanted = """ligand receptor paracrine autocrine juxtacrine endocrine chemokine morphogen gradient decay-length
        diffusion-coefficient steady-state half-life loss-rate threshold extracellular-matrix heparan-sulfate frap fcs
        dissociation-constant affinity coefficient-of-variation cytokine t-cell regulatory-t-cell niche mean-field
        receptor-mediated-uptake log-scale flux molar-units nitric-oxide prostaglandins histamine hedgehog
        tgf-beta-and-bmp cytoneme exosome calcium-wave volume-transmission"""
    assert set(wanted.split()) <= set(TERMS)


def test_every_link_to_the_glossary_leads_to_a_term():
    for path in sorted(Path(loader.ROOT / loader.LANGUAGE).rglob("*.*")):
        if path.suffix in (".md", ".toml"):
            missing = set(loader.TERM_LINK.findall(path.read_text("utf-8"))) - set(TERMS)
            assert not missing, path


@each_term
def test_a_term_is_explained_in_one_to_four_sentences(term):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", term.id)
    assert 1 <= len(re.findall(r"[.:](?=\s|$)", term.text)) <= 4
    assert 4 <= len(re.findall(r"\w+", term.text)) <= 70
    assert term.text.endswith(".") and "!" not in term.text


@each_term
def test_what_is_graded_as_seen_names_its_source(term):
    assert bool(term.source) == (term.evidence in ("A", "A2"))
    assert term.source is None or term.source in loader.references()


def test_terms_stand_in_alphabetical_order():
    names = [term.term.casefold() for term in TERMS.values()]
    assert names == sorted(names) and len(names) == len(set(names))


@each_term
def test_a_term_is_written_in_american_english(term):
    assert not re.search(r"\b(signalling|tumour|colour|neighbour|behaviour|centre|metre|analyse|fibre)", term.text)
