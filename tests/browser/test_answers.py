"""Predictions and answers stay in the reader's browser: kept over a reload, cleared at will, never sent."""

from playwright.sync_api import expect

from tests.browser.pages import GRADIENT

ASKED = GRADIENT.words.prediction
WRONG = next(option for option in ASKED.options if not option.right)
SAID = WRONG.text.rstrip(".")
SETTLED = "() => document.querySelector('.sr-stage').getAttribute('aria-busy') === 'false'"


def texts(question):
    both = [*question.options, *(question.reason.options if question.reason else ())]
    return [option.text for option in both]


def test_a_prediction_gets_feedback_survives_a_reload_and_can_be_cleared(visit):
    visit.open()
    happened = visit.page.get_by_role("heading", name="What happened", exact=True)
    expect(happened).to_be_hidden()
    visit.page.get_by_label(WRONG.text).check()
    visit.page.reload()
    visit.ready()
    expect(visit.page.get_by_label(WRONG.text)).to_be_checked()
    visit.button("Keep it and try").click()
    visit.expect_model(GRADIENT, **ASKED.try_it)
    verdict = visit.page.get_by_label("Your prediction and what happened")
    expect(verdict).to_contain_text(f"You predicted “{SAID}”")
    expect(verdict).to_contain_text(next(option.text for option in ASKED.options if option.right).rstrip("."))
    expect(happened).to_be_visible()
    visit.page.reload()
    visit.ready()
    expect(visit.page.get_by_text(f"You predicted: {SAID}")).to_be_visible()
    expect(happened).to_be_visible()
    visit.button("Clear my prediction").click()
    expect(visit.page.get_by_label(WRONG.text)).not_to_be_checked()
    expect(happened).to_be_hidden()
    assert visit.page.evaluate("Object.keys(localStorage).filter(key => key.includes('prediction'))") == []


def test_a_prediction_can_be_skipped_and_moving_the_slider_counts_as_trying(visit):
    visit.open()
    visit.button("Skip").click()
    expect(visit.page.get_by_text("You skipped the prediction.")).to_be_visible()
    visit.button("Clear my prediction").click()
    visit.page.get_by_label(WRONG.text).check()
    visit.slider(ASKED.parameter).press("PageDown")
    expect(visit.page.get_by_text(f"You predicted: {SAID}")).to_be_visible()


def test_quiz_answers_are_explained_survive_a_reload_and_can_be_cleared(visit):
    visit.open()
    for number, question in enumerate(GRADIENT.words.quiz):
        card = visit.page.locator(f'[data-question="{number}"]')
        right = next(i for i, option in enumerate(question.options) if option.right)
        wrong = (right + 1) % len(question.options)
        card.locator("fieldset").nth(0).locator("input").nth(wrong).check()
        if question.reason:
            expect(card.locator(".sr-why")).to_have_count(0)
            card.locator("fieldset").nth(1).locator("input").nth(0).check()
        whys = [option.why for part in filter(None, (question, question.reason)) for option in part.options]
        expect(card.locator(".sr-why")).to_have_count(len(whys))
        expect(card.locator(".sr-option.wrong")).not_to_have_count(0)
        expect(card.locator("fieldset").nth(0).locator(".sr-option.right")).to_have_count(1)
    checked = visit.page.locator("[data-question] input:checked")
    given = checked.count()
    visit.page.reload()
    visit.ready()
    expect(checked).to_have_count(given)
    visit.button("Clear my answers").click()
    expect(checked).to_have_count(0)
    visit.page.reload()
    visit.ready()
    expect(visit.page.get_by_label("Check yourself")).to_be_visible()
    expect(checked).to_have_count(0)


def test_nothing_about_answers_is_sent(visit):
    requests = []
    visit.open()
    visit.page.wait_for_function(SETTLED)
    visit.page.wait_for_load_state("networkidle")
    visit.page.on("request", lambda request: requests.append((request.method, request.url)))
    before = len(visit.sent)
    visit.page.get_by_label(WRONG.text).check()
    visit.button("Skip").click()
    visit.button("Clear my prediction").click()
    visit.page.get_by_label(WRONG.text).check()
    for number, question in enumerate(GRADIENT.words.quiz):
        card = visit.page.locator(f'[data-question="{number}"]')
        card.locator("fieldset").nth(0).locator("input").nth(0).check()
        if question.reason:
            card.locator("fieldset").nth(1).locator("input").nth(0).check()
    visit.button("Clear my answers").click()
    visit.page.locator("[data-question] input").first.check()
    assert visit.sent[before:] == []
    fonts = ("GET", f"{visit.address}/static/media/")  # of what comes to be seen
    assert [request for request in requests if (request[0], request[1][: len(fonts[1])]) != fonts] == []

    visit.button("Keep it and try").click()  # this moves a slider, and only that is told
    visit.expect_model(GRADIENT, **ASKED.try_it)
    visit.expect_query(**ASKED.try_it)
    told = b" ".join(frame if isinstance(frame, bytes) else frame.encode() for frame in visit.sent[before:])
    assert b"loss_rate" in told
    for words in [*texts(ASKED), *(text for question in GRADIENT.words.quiz for text in texts(question))]:
        assert words.encode() not in told
    assert b"chosen" not in told and b"prediction" not in told and b"quiz" not in told


def test_where_storage_is_blocked_the_page_works(visit):
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    visit.open()
    visit.page.get_by_label(WRONG.text).check()
    visit.button("Keep it and try").click()
    expect(visit.page.get_by_text(f"You predicted: {SAID}")).to_be_visible()
    visit.expect_model(GRADIENT, **ASKED.try_it)
