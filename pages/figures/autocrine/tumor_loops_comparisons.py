"""Comparisons of ``tumor_loops``: all drugs on all cases, and the model beside the studies of one case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from models.autocrine.tumor_loops import Result
from models.autocrine.tumor_loops_cases import LABELS
from models.autocrine.tumor_loops_scenarios import USUAL_DOSES, Answer, Scenario, usual_dose
from models.notation import MINUS, number
from models.results import Measured
from pages.figures.autocrine.tumor_loops_names import COLUMNS, NAMES
from pages.figures.pictures import Chart, Layout, Proposal, Trace, floats, markers, titled

NO_DRUGS: Final[dict[str, float]] = {**dict.fromkeys(USUAL_DOSES, 0), "constitutive": 0, "induced_release": 1}
ZERO_SCALE: Final = [[0, "@zone_low"], [0.5, "@paper"], [1, "@zone_high"]]
"""Shrinking to growing around zero; the cells say it with a sign, too."""
WORDS: Final[dict[str, str]] = {
    "shrinks": "▼ shrinks", "slows": "◆ slows", "grows on": "▲ grows on", "falls": "▼ falls", "stays": "■ stays",
    "rises": "▲ rises",
}  # fmt: skip
BARE: Final[Layout] = {"showticklabels": False, "ticks": "", "showgrid": False, "showline": False}


def draw_table(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw growth for each case under each drug; a click goes there."""
    table = result.table
    rows, columns = len(table.cases), len(table.drugs)
    here = table.cases.index(result.params.case)
    told = [[_cell_text(result, i, j) for j in range(columns)] for i in range(rows)]
    common: Trace = {
        "type": "heatmap", "x": list(range(columns)), "y": list(range(rows)), "showscale": False, "xgap": 1, "ygap": 1,
        "customdata": told, "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip
    growth: Trace = common | {
        "name": "growth", "z": floats(100 * table.growth), "zmin": -100, "zmax": 100, "colorscale": ZERO_SCALE,
        "text": [[_whole(100 * g) if hit else "" for g, hit in zip(*row, strict=True)]
                 for row in zip(table.growth, table.hits, strict=True)],
        "texttemplate": "%{text}", "textfont": {"size": 11},
    }  # fmt: skip
    no_target: Trace = common | {
        "name": "no target", "z": [[None if hit else 1 for hit in row] for row in table.hits],
        "colorscale": [[0, "@paper"], [1, "@paper"]], "hoverongaps": False,
    }  # fmt: skip
    layout: Layout = {
        "xaxis": titled("Growth rate g (0.01/day)", range=[-0.5, columns - 0.5], domain=[0.06, 0.96], **BARE),
        "yaxis": {"range": [rows - 0.5, -0.5], "domain": [0.0, 0.75], **BARE},
        "annotations": [*_row_names(result, here), *_column_names(table.drugs)],
        "shapes": [{
            "type": "rect", "x0": -0.5, "x1": columns - 0.5, "y0": here - 0.5, "y1": here + 0.5,
            "line": {"color": "@ink", "width": 3}, "fillcolor": "rgba(0,0,0,0)",
        }],
        "hovermode": "closest",
    }  # fmt: skip
    killed = [COLUMNS[drug] for j, drug in enumerate(table.drugs) if table.hits[here, j] and table.growth[here, j] < 0]
    text = (
        f"Growth rate, in hundredths per day, of {rows} cases (rows) under {columns - 1} drugs (columns), each alone "
        "at the dose of its button, from the untreated state; empty: the cell has no such target. Framed: "
        f"{LABELS[result.params.case]}, "
        f"{_whole(100 * float(table.growth[here, 0]))} without a drug, below zero with: {', '.join(killed) or 'none'}. "
        "A click goes to that case and drug. All numbers are teaching values."
    )
    return Chart(
        title="Every drug on every case (teaching values)", text=text, traces=[growth, no_target], layout=layout,
        clicks={0: _go_to(result)},
    )  # fmt: skip


def draw_studies(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the model's answer to each scenario of this case beside what the study found."""
    answers = result.answers
    places = list(range(len(answers)))
    all_signal = all(a.scenario.reading == "signal" for a in answers)
    before = [a.before.signal if all_signal else a.before.growth for a in answers]
    after = [a.after.signal if all_signal else a.after.growth for a in answers]
    gaps_x = [value for a, b in zip(before, after, strict=True) for value in (a, b, None)]
    gaps_y = [value for place in places for value in (place, place, None)]
    traces: list[Trace] = [
        {"type": "scatter", "mode": "lines", "x": gaps_x, "y": gaps_y, "name": "change", "showlegend": False,
         "line": {"color": "@muted", "width": 2}, "hoverinfo": "skip"},
        markers(
            before, places, "model, before drugs", "signal", "circle-open", 12, line={"width": 2.5}, hoverinfo="skip"
        ),
        {"type": "scatter", "mode": "markers", "x": floats(after), "y": floats(places), "name": "model, treated",
         "marker": {"color": "@second", "size": 14, "symbol": [_symbol(a) for a in answers]},
         "customdata": [_answer_text(a) for a in answers], "hovertemplate": "%{customdata}<extra></extra>"},
    ]  # fmt: skip
    span = [-0.05, 1.05] if all_signal else [-1.05, 0.85]
    layout: Layout = {
        "xaxis": titled("Signal S (0 to 1)" if all_signal else "Growth rate g (1/day)", range=span),
        "yaxis": {"range": [len(answers) - 0.45, -0.55], **BARE},
        "annotations": [note for place, a in enumerate(answers) for note in _scenario_notes(a, place, span)],
        "shapes": [] if all_signal else [{
            "type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper",
            "line": {"color": "@muted", "dash": "dot"},
        }],
        "hovermode": "closest",
    }  # fmt: skip
    told = "; ".join(
        f"{a.scenario.name}: model {a.direction} ({number(x, 2)}), found {_found(a)}"
        for a, x in zip(answers, after, strict=True)
    )
    text = f"What was tried on this loop. {told}. Only the directions are compared; the numbers are teaching values."
    clicks: dict[int, list[Proposal | None]] = {2: [_try(a) for a in answers]}
    return Chart(
        title="Studies and model (teaching values)", text=text, traces=traces, layout=layout, clicks=clicks
    )  # fmt: skip


def _row_names(result: Result, here: int) -> list[Layout]:
    return [
        {
            "text": f"<b>{NAMES[case].row} ▸</b>" if i == here else NAMES[case].row, "x": 0.05, "xref": "paper",
            "xanchor": "right", "y": i, "yref": "y", "showarrow": False, "font": {"size": 12},
        }
        for i, case in enumerate(result.table.cases)
    ]  # fmt: skip


def _column_names(drugs: Sequence[str]) -> list[Layout]:
    return [
        {
            "text": COLUMNS[drug], "x": j, "xref": "x", "xanchor": "left", "y": 0.755, "yref": "paper",
            "yanchor": "bottom", "showarrow": False, "textangle": -65, "font": {"size": 12}, "xshift": -6,
        }
        for j, drug in enumerate(drugs)
    ]  # fmt: skip


def _cell_text(result: Result, row: int, column: int) -> str:
    table = result.table
    case, drug = table.cases[row], table.drugs[column]
    if not table.hits[row, column]:
        return f"{LABELS[case]}<br>{COLUMNS[drug]}: no such target in this cell"
    called = NAMES[case].drug(drug) if drug else "no drug"
    return f"{LABELS[case]}<br>{called}: growth {_rate(table.growth[row, column])} per day"


def _go_to(result: Result) -> list[Proposal | None]:
    table = result.table
    return [
        {"case": case, **_only(case, drug), "start_signal": _start(float(table.untreated_signal[i]))}
        if table.hits[i, j] else None
        for i, case in enumerate(table.cases) for j, drug in enumerate(table.drugs)
    ]  # fmt: skip


def _only(case: str, drug: str) -> dict[str, float]:
    return {**NO_DRUGS, **({drug: usual_dose(case, drug)} if drug else {})}


def _try(answer: Answer) -> Proposal:
    """Return the scenario as settings; a click starts it from the untreated cell."""
    scenario = answer.scenario
    signal = answer.after.signal if scenario.before is not None else answer.before.signal
    return {"case": scenario.case, **NO_DRUGS, **scenario.doses, "start_signal": _start(signal)}


def _start(signal: float) -> float:
    return float(f"{signal:.4g}")


def _scenario_notes(answer: Answer, place: int, span: list[float]) -> list[dict[str, Any]]:
    """Return what was done and the model's word above a row, and what was found below it."""
    scenario = answer.scenario
    common = {"y": place, "yref": "y", "showarrow": False, "font": {"size": 12}}
    left = {**common, "x": span[0], "xref": "x", "xanchor": "left"}
    right = {**common, "x": span[1], "xref": "x", "xanchor": "right"}
    differs = "" if answer.agrees else " (differs)"
    found = f"{_basis(scenario)}: <b>{WORDS[scenario.found]}</b>{differs}, {scenario.words}"
    return [
        {**left, "text": f"<b>{scenario.name}</b>", "yshift": 14},
        {**right, "text": f"model: {WORDS[answer.direction]}", "yshift": 14},
        {**left, "text": found, "yshift": -14},
    ]


def _basis(scenario: Scenario) -> str:
    """Return the study as it is cited, or what else the direction rests on."""
    return f"{scenario.source[:-4]} {scenario.source[-4:]}" if scenario.source else scenario.basis


def _symbol(answer: Answer) -> str:
    shapes = {"shrinks": "triangle-down", "falls": "triangle-down", "slows": "diamond", "stays": "square"}
    return shapes.get(answer.direction, "triangle-up")


def _found(answer: Answer) -> str:
    return f"{answer.scenario.found}, {answer.scenario.words} ({_basis(answer.scenario)})"


def _answer_text(answer: Answer) -> str:
    before, after = answer.before, answer.after
    return (
        f"{answer.scenario.name}<br>S {number(before.signal, 2)} → {number(after.signal, 2)}<br>"
        f"growth {_rate(before.growth)} → {_rate(after.growth)} per day<br>"
        f"{_basis(answer.scenario)}: {answer.scenario.words}"
    )


def _rate(value: float) -> str:
    return f"{value:+.2f}".replace("-", MINUS)


def _whole(hundredths: float) -> str:
    return "0" if round(hundredths) == 0 else f"{hundredths:.0f}".replace("-", MINUS)
