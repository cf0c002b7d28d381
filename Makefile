# For a machine that has only python3 (3.11 to 3.13), make and git.
.PHONY: demo test

demo: .venv/ready
	.venv/bin/autograder demo

test: .venv/ready
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest

.venv/ready: pyproject.toml constraints.txt
	python3 -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[tf-cpu,dev,otter]'
	touch $@
