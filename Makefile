# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
PEERS := $(abspath .venv-peers)
TOOLS := .venv-tools
SITE := .venv-docs
PLANS := aws baiducloud

.PHONY: demo test portable lint format bench fuzz grammar plans states previews pulumi cli ends expressions metamorphic fixes two-steps syntax maps pictures workflows hooks completions docs release lock clean

demo: $(VENV)/run
	@$(BIN)/python fixtures/demo/demo.py

test: $(VENV)/dev lint
	$(BIN)/python -m pytest -n auto --dist worksteal

# The tests that ask nothing of the system: the others make pipes, links, terminals and shells as POSIX has them.
portable: $(VENV)/dev
	$(BIN)/python -m pytest -n auto tests/core tests/test_architecture.py tests/test_cases.py tests/docs/test_rules.py \
		tests/cli/test_json_report.py tests/cli/test_help.py

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev $(PEERS)/installed
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/pulumi_pack.py
	$(BIN)/python benchmarks/source.py $(PEERS)/bin/python
	$(BIN)/python benchmarks/new_only.py
	$(BIN)/python benchmarks/plan.py $(PEERS)/bin/python

# Fuzzes the readers of source, plans and previews for about half an hour: FUZZ times as many examples as the tests.
FUZZ := 60
fuzz: $(VENV)/dev
	LBGATE_FUZZ=$(FUZZ) $(BIN)/python -m pytest tests/source/test_fuzz.py tests/plan/test_fuzz.py tests/pulumi/test_saved_fuzz.py tests/pulumi/test_pulumi_pack_values.py -n auto --dist worksteal

# Makes the shipped parse tables of python-hcl2's grammar again, for another release of it.
grammar: $(VENV)/dev
	$(BIN)/python tools/make_grammar.py

# Makes every case's plan.json again, with the real terraform and the stand-in provider.
plans: $(VENV)/dev
	$(BIN)/python -m tests.standin.make_plans

# Makes every case's state.json again: what the real terraform shows after the stand-in provider has applied it.
states: $(VENV)/dev
	$(BIN)/python -m tests.standin.make_states

# Runs the tests that need the real pulumi CLI, those of programs in TypeScript and Go too.
pulumi: $(VENV)/dev cli
	LBGATE_REQUIRE="pulumi-sdk pulumi pulumi-languages pulumi-yaml pulumi-saved" $(BIN)/python -m pytest -m pulumi -n auto --dist worksteal

# The real pulumi CLI: the folder that LBGATE_PULUMI names, else the PATH's, else built once (six minutes) in the user's cache.
CLI := $${LBGATE_PULUMI:-$$HOME/.cache/lbgate-pulumi}
cli:
	test -z "$$LBGATE_PULUMI" && command -v pulumi || { tools/pulumi/build-cli.sh "$(CLI)" && tools/pulumi/yaml/build.sh "$(CLI)"; }

# Makes every case's preview.json again, with the real CLI and the echo provider.
previews: $(VENV)/dev cli
	$(BIN)/python tools/pulumi/preview_case.py $(foreach cloud,$(PLANS),$(wildcard fixtures/$(cloud)/*/))

# Runs the pack with the oldest and with the newest of Pulumi's SDKs that it takes, each in an environment of its own.
OLDEST := pulumi-policy==1.18.0 pulumi==3.196.0
ENDS := .venv-oldest .venv-newest
ends: $(VENV)/dev
	for end in $(ENDS); do $(PYTHON) -m venv --clear $$end || exit 1; done
	.venv-oldest/bin/python -m pip --disable-pip-version-check -q install $(OLDEST)
	.venv-newest/bin/python -m pip --disable-pip-version-check -q install -r policies/requirements.txt
	LBGATE_PULUMI_PYTHONS="$(ENDS:%=%/bin/python)" LBGATE_REQUIRE="pulumi-sdk pulumi-ends" \
		$(BIN)/python -m pytest tests/pulumi/test_pulumi_pack_folder.py

# Judges 20,000 expressions over every function and operator by the real terraform (five minutes): docs/evaluation.md.
SEED := 20241
HARVEST := fixtures tests
expressions: $(VENV)/dev
	$(BIN)/python -m tests.source.expressions --units --seed $(SEED) --harvest $(HARVEST)

# Plans every case after every transformation with the real terraform (half an hour).
metamorphic: $(VENV)/dev
	$(BIN)/python -m tests.metamorphic.by_terraform

# Fixes every wrong case after every transformation, and asks the real terraform for format and validity (ten minutes).
fixes: $(VENV)/dev
	$(BIN)/python -m tests.fixing.by_terraform

# Applies every case, plans it again, and once more with each end replaced (two minutes).
two-steps: $(VENV)/dev
	$(BIN)/python -m tests.plan.two_steps

# Holds slicer and parser to python-hcl2's full parse and to terraform on the files of other folders: make syntax FOLDERS="…".
FOLDERS := fixtures
syntax: $(VENV)/dev
	$(BIN)/python -m tests.source.against_hcl2 $(FOLDERS)

# Holds the page and the maps to a real Chromium, Graphviz and Mermaid; needs the first two and npm.
MERMAID := .mermaid
maps: $(VENV)/dev
	npm install --silent --no-save --prefix $(MERMAID) mermaid@11
	LBGATE_MERMAID=$(MERMAID)/node_modules/mermaid/dist/mermaid.min.js LBGATE_REQUIRE="chromium graphviz mermaid" \
		$(BIN)/python -m pytest tests/reporters/test_html_in_chromium.py tests/reporters/test_maps.py

# Makes the pictures of docs/images again; needs Chromium.
pictures: $(VENV)/dev
	$(BIN)/python -m tests.reporters.pictures

# Holds the workflows and action.yml to actionlint (needs Go) and zizmor, the examples of pipelines to their schemas, the image to hadolint.
ACTIONLINT := github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
workflows: $(VENV)/dev $(TOOLS)/installed
	test -x $(TOOLS)/bin/actionlint || GOBIN=$(abspath $(TOOLS))/bin go install $(ACTIONLINT)
	PATH="$(abspath $(TOOLS))/bin:$$PATH" LBGATE_REQUIRE="actionlint zizmor check-jsonschema hadolint" \
		$(BIN)/python -m pytest tests/integrations/test_workflows.py tests/integrations/test_pipelines.py tests/integrations/test_image.py

# Runs the hook with the real pre-commit, in a repository of its own.
hooks: $(VENV)/dev $(TOOLS)/installed
	PATH="$(abspath $(TOOLS))/bin:$$PATH" LBGATE_REQUIRE="pre-commit" $(BIN)/python -m pytest tests/integrations/test_hooks.py

# Makes what is made from the command line's parser again: completions/ and docs/commands.md and docs/lbgate.1.
completions: $(VENV)/dev
	$(BIN)/python -m tools.command_line.write

# Builds the documentation into site/; the theme would praise its successor at every run.
docs: $(SITE)/installed
	NO_MKDOCS_2_WARNING=1 $(SITE)/bin/mkdocs build --strict

# Builds what a release has into dist/: source, wheel, and the list of its parts. The same commit gives the same bytes.
release: $(VENV)/run $(TOOLS)/installed
	rm -rf dist
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m hatchling build -d dist
	$(TOOLS)/bin/cyclonedx-py requirements requirements/runtime.txt --pyproject pyproject.toml --output-reproducible \
		--output-file dist/lbgate.cdx.json

# Pins every dependency with its hashes; needs uv.
lock:
	for name in runtime run dev tools docs peers; do uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
		--custom-compile-command "make lock" requirements/$$name.in -o requirements/$$name.txt; done

clean:
	rm -rf $(VENV) $(PEERS) $(TOOLS) $(SITE) $(MERMAID) site $(ENDS) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/run: requirements/run.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "lbgate needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev: requirements/dev.txt $(VENV)/run
	$(PIP) install --require-hashes -r requirements/dev.txt
	touch $@

# What the benchmarks compare with, in an environment of its own; conftest only where there is Go.
$(PEERS)/installed: requirements/peers.txt
	test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip --disable-pip-version-check -q install --require-hashes -r requirements/peers.txt
	-GOBIN=$(PEERS)/bin go install github.com/open-policy-agent/conftest@v0.56.0
	touch $@

$(TOOLS)/installed: requirements/tools.txt
	test -x $(TOOLS)/bin/python || $(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip --disable-pip-version-check -q install --require-hashes -r requirements/tools.txt
	touch $@

$(SITE)/installed: requirements/docs.txt
	test -x $(SITE)/bin/python || $(PYTHON) -m venv $(SITE)
	$(SITE)/bin/python -m pip --disable-pip-version-check -q install --require-hashes -r requirements/docs.txt
	touch $@
