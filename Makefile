# make run     serve the app on http://localhost:8501   (PORT=8502 for another port, PYTHON=… for another Python)
# make test    run all tests, the browser's included
# make check   look the code and the content over without running the app
# make bench   measure the speed

PORT = 8501
PYTHON =
export PORT PYTHON

IN = .venv/bin/python

.PHONY: run test check bench develop

run:
	@.ci/setup requirements.txt
	@.ci/serve

test: develop
	@browser=$$(.ci/browser) && SIGNAL_REACH_CHROMIUM="$$browser" $(IN) -m pytest -n 2 --dist loadgroup

check: develop
	@$(IN) -m ruff check
	@$(IN) -m mypy
	@$(IN) -m codespell_lib
	@$(IN) -m pages.catalog

bench: develop
	@browser=$$(.ci/browser) && SIGNAL_REACH_CHROMIUM="$$browser" $(IN) tests/benchmarks/run.py

develop:
	@.ci/setup requirements-dev.txt
