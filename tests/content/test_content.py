"""What every lesson's words must have."""

import re

import pytest

from content import loader
from content.schema import ContentError
from pages import catalog
from pages.catalog import EXPERIMENTS, MODES, PARACRINE

each_experiment = pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda e: e.slug)


def words_in(text):
    return len(re.findall(r"\w+", text))


def test_content_fits_the_models():
    catalog.check()


@each_experiment
def test_the_opening_is_short_and_says_why_a_cell_should_care(experiment):
    first = experiment.words.sections["Why a cell should care"].split("\n\n")[0]
    assert words_in(first) <= 90
    assert re.search(r"\bcells?\b", first)


@each_experiment
def test_what_stands_on_cards_is_plain_text(experiment):
    words = experiment.words
    for text in (words.title, words.question, words.summary, *(preset.name for preset in words.presets)):
        assert not {*"*_$[]`"} & {*text}, text


@each_experiment
def test_the_text_carries_live_numbers(experiment):
    live = {name for text in experiment.words.sections.values() for name in loader.READOUT.findall(text)}
    assert len(live) >= 3


@each_experiment
def test_live_numbers_never_stand_inside_a_formula(experiment):
    for text in experiment.words.sections.values():
        for formula in re.findall(r"\$\$.+?\$\$|\$[^$\n]+\$", text, flags=re.DOTALL):
            assert "[[" not in formula and "{{" not in formula, formula


@each_experiment
def test_every_symbol_of_the_model_is_tied_to_its_slider(experiment):
    chips = set(loader.CHIP.findall(experiment.words.sections["How the model works"]))
    main = {name for name, item in experiment.parameters.items() if item.main}
    assert main <= chips


@each_experiment
def test_three_to_six_discoveries_and_a_question_per_misconception(experiment):
    assert 3 <= len(experiment.words.discoveries) <= 6
    assert len(experiment.words.quiz) >= 3
    assert all(question.misconception for question in experiment.words.quiz)
    assert any(question.reason for question in experiment.words.quiz)


@each_experiment
def test_the_prediction_is_no_copy_of_a_quiz_item(experiment):
    assert experiment.words.prediction.question not in {question.question for question in experiment.words.quiz}
    assert experiment.words.prediction.try_it


@each_experiment
def test_ids_of_presets_are_distinct(experiment):
    ids = [preset.id for preset in experiment.words.presets]
    assert ids and len(ids) == len(set(ids))


@each_experiment
def test_no_exclamation_marks_and_no_british_spelling(experiment):
    prose = re.sub(r"\$[^$]*\$|!\[|!=", "", " ".join(loader.lesson_texts(experiment.words)))
    assert "!" not in prose
    assert not re.search(r"\b(signalling|tumour|colour|neighbour|behaviour|centre|analyse)\w*", prose)


@pytest.mark.parametrize("mode", MODES, ids=lambda m: m.slug)
def test_a_mode_opens_with_three_cited_examples(mode):
    assert len(loader.cited(mode.text.sections["Three real examples"])) >= 3
    assert words_in(mode.text.illustration_text) >= 20


@pytest.fixture
def broken(monkeypatch, tmp_path):
    """A copy of one lesson that a test may break; gives (markdown path, toml path)."""
    slug = PARACRINE.experiments[0].slug
    source, place = loader.ROOT / loader.LANGUAGE / slug, tmp_path / "content" / "en" / slug
    place.parent.mkdir(parents=True)
    for suffix in (".md", ".toml"):
        place.with_suffix(suffix).write_text(source.with_suffix(suffix).read_text("utf-8"), "utf-8")
    monkeypatch.setattr(loader, "ROOT", tmp_path / "content")
    return place.with_suffix(".md"), place.with_suffix(".toml")


def load():
    return loader.lesson.__wrapped__(PARACRINE.experiments[0].slug)


def replace(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_missing_heading_is_named(broken):
    replace(broken[0], "## Assumptions", "## Suppositions")
    with pytest.raises(ContentError, match=r"gradient\.md: heading “Assumptions”"):
        load()


def test_an_empty_section_is_named(broken):
    text = broken[0].read_text("utf-8")
    broken[0].write_text(re.sub(r"(## Assumptions\n).*?(?=\n## )", r"\1", text, flags=re.DOTALL), "utf-8")
    with pytest.raises(ContentError, match="nothing stands under it"):
        load()


def test_broken_toml_is_named(broken):
    broken[1].write_text("title = ", "utf-8")
    with pytest.raises(ContentError, match=r"gradient\.toml: is not TOML"):
        load()


def test_an_option_without_explanation_is_named(broken):
    text = broken[1].read_text("utf-8")
    broken[1].write_text(re.sub(r'(\nwhy = )".*?"\n', r'\1""\n', text, count=1), "utf-8")
    with pytest.raises(ContentError, match="is not explained"):
        load()


def test_two_right_options_are_refused(broken):
    replace(broken[1], "right = true", "right = true\n[[prediction.options]]\ntext = 'x'\nwhy = 'y'\nright = true")
    with pytest.raises(ContentError, match="just one option must be right"):
        load()


def test_an_unknown_grade_is_named(broken):
    text = broken[1].read_text("utf-8")
    broken[1].write_text(re.sub(r'grades = \{ *(\w+) = "\S+', r'grades = { \1 = "Z', text, count=1), "utf-8")
    with pytest.raises(ContentError, match="is not a grade"):
        load()


def test_a_preset_out_of_bounds_is_named_by_file_key_and_reason(monkeypatch):
    experiment = PARACRINE.experiments[0]
    wrong = [("presets.dpp", {"diffusivity": 1e9})]
    monkeypatch.setattr(catalog, "_settings", lambda found: iter(wrong if found is experiment else []))
    with pytest.raises(ContentError, match=r"gradient\.toml: presets\.dpp\.diffusivity: .*out of bounds"):
        catalog.check()
    assert experiment.parameters["diffusivity"].high < 1e9


def test_an_unknown_citation_is_named(monkeypatch):
    monkeypatch.setattr(loader, "references", dict)
    with pytest.raises(ContentError, match=r"\[@\w+\] is not in content/references\.toml"):
        catalog.check()
