"""Whatever an experiment must have, it has; whatever lies in the folders belongs to one."""

from pathlib import Path

import pytest

from pages.catalog import EXPERIMENTS, MODES

ROOT = Path(__file__).parents[2]
MODE_FOLDERS = ("juxtacrine", "autocrine", "paracrine", "endocrine", "chemokine")


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda e: e.slug)
def test_an_experiment_is_whole(experiment):
    mode, name = experiment.slug.split("/")
    wanted = [
        f"models/{mode}/{name}.py", f"pages/figures/{mode}/{name}.py", f"content/en/{mode}/{name}.md",
        f"content/en/{mode}/{name}.toml", f"tests/models/{mode}/test_{name}.py",
    ]  # fmt: skip
    assert [path for path in wanted if not (ROOT / path).is_file()] == []
    assert Path(experiment.model.__file__).relative_to(ROOT).as_posix() == wanted[0]
    assert Path(experiment.figures.__file__).relative_to(ROOT).as_posix() == wanted[1]


@pytest.mark.parametrize("mode", MODES, ids=lambda m: m.slug)
def test_a_mode_is_whole(mode):
    wanted = [f"pages/{mode.slug}.py", *(f"content/en/{mode.slug}/mode{end}" for end in (".md", ".toml", ".svg"))]
    assert [path for path in wanted if not (ROOT / path).is_file()] == []
    assert 3 <= len(mode.experiments) <= 6


def test_no_model_or_figure_is_left_out_of_the_catalog():
    listed = [experiment.slug for experiment in EXPERIMENTS]
    for folder in ("models", "pages/figures"):
        for mode in MODE_FOLDERS:
            for path in (ROOT / folder / mode).glob("*.py"):
                slug = f"{mode}/{path.stem}"
                belongs = [known for known in listed if slug == known or slug.startswith(f"{known}_")]
                assert belongs or path.stem in ("__init__", "shared"), slug


def test_a_function_fits_on_a_screen_and_a_file_too():
    for folder in ("models", "content", "pages"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".py", ".js", ".css"):
                assert len(path.read_text("utf-8").splitlines()) <= 400, path
