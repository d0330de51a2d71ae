"""What runs roster-lint unattended: the action, the hook, the image and the page's examples."""

import configparser
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from jsonschema import Draft7Validator
from typer.testing import CliRunner

from roster_lint.cli.app import app
from tests.docs.commands import DOCS, ROOT

EXAMPLES = DOCS / "examples"
SCHEMAS = Path(__file__).parent / "schemas"
PAGE = (DOCS / "automation.md").read_text(encoding="utf-8")
ACTION = ROOT / "action.yml"
BUNDLE = ROOT / "fixtures" / "bundle-1p1"
BAD = ROOT / "fixtures" / "bundle-1p1-bad"
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}")


def read(path: Path) -> Any:  # noqa: ANN401  (whatever stands there)
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def step(name: str) -> dict[str, Any]:
    [found] = [one for one in read(ACTION)["runs"]["steps"] if one.get("name") == name]
    return found


@pytest.mark.parametrize("file", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name)
def test_the_page_shows_each_example_as_it_is(file: Path) -> None:
    assert f"`{file.name}`:\n\n```" in PAGE
    assert f"\n{file.read_text(encoding='utf-8')}```\n" in PAGE


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        (ACTION, "github-actions"),
        (EXAMPLES / "github-workflow.yml", "github-workflows"),
        (EXAMPLES / "gitlab-ci.yml", "gitlab-ci"),
    ],
    ids=["action", "workflow", "gitlab"],
)
def test_yaml_is_as_its_schema_says(file: Path, schema: str) -> None:
    wanted = json.loads(gzip.decompress((SCHEMAS / f"{schema}.json.gz").read_bytes()))
    validator = Draft7Validator(wanted)
    assert [error.message for error in validator.iter_errors(json_keys(read(file)))] == []
    assert list(validator.iter_errors({"runs": {"using": 1}, "on": 1, "roster": 1}))


def json_keys(value: Any) -> Any:  # noqa: ANN401
    """YAML 1.1 reads the key ``on`` as true."""
    if isinstance(value, dict):
        return {"on" if k is True else str(k): json_keys(inner) for k, inner in value.items()}
    return [json_keys(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("file", [ACTION, EXAMPLES / "github-workflow.yml"], ids=["action", "flow"])
def test_other_actions_are_named_by_their_commits(file: Path) -> None:
    used = re.findall(r"uses: (\S+)", file.read_text(encoding="utf-8"))
    assert used
    assert [one for one in used if not PINNED.fullmatch(one)] == []


def test_the_workflow_gives_the_action_what_it_takes() -> None:
    action, flow = read(ACTION), json_keys(read(EXAMPLES / "github-workflow.yml"))
    [given] = [s for s in flow["jobs"]["lint"]["steps"] if "roster-lint@" in s["uses"]]
    assert set(given["with"]) <= set(action["inputs"])
    needed = {name for name, one in action["inputs"].items() if one.get("required")}
    assert needed <= set(given["with"])
    outputs = set(re.findall(r"steps\.roster\.outputs\.([\w-]+)", json.dumps(flow)))
    assert outputs <= set(action["outputs"])
    for name in (*action["inputs"], *action["outputs"]):
        assert f"`{name}" in PAGE or f"{name}:" in PAGE, name


def test_no_input_is_pasted_into_a_script() -> None:
    """Otherwise anyone who can choose an input could run anything."""
    action = read(ACTION)
    for one in action["runs"]["steps"]:
        assert "${{" not in one.get("run", "")
    used = set(re.findall(r"inputs\.([\w-]+)", ACTION.read_text(encoding="utf-8")))
    assert used == set(action["inputs"])


def scripts() -> list[object]:
    found = [
        pytest.param(one["run"], id=f"action: {number}")
        for number, one in enumerate(read(ACTION)["runs"]["steps"])
        if "run" in one
    ]
    blocks = re.findall(r"^```bash\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return found + [pytest.param(text, id=f"page: {n}") for n, text in enumerate(blocks)]


@pytest.mark.parametrize("script", scripts())
def test_a_script_is_bash(script: str) -> None:
    tried = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True)
    assert (tried.returncode, tried.stderr) == (0, "")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with roster-lint of this environment on the path, and no settings."""
    for name in [name for name in os.environ if name.startswith("ROSTER_LINT_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "roster-lint"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m roster_lint "$@"\n')
    program.chmod(0o755)
    (folder / "python").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("source", "code", "verdict"),
    [
        pytest.param(str(BUNDLE), 0, "ready", marks=pytest.mark.rest),
        (str(BAD), 1, "not-ready"),
        pytest.param("nowhere; touch x", 3, "incomplete", marks=pytest.mark.rest),
    ],
)
def test_the_action_lints(path: Path, source: str, code: int, verdict: str) -> None:
    environment = {
        **os.environ,
        "CI": "true",
        "RUNNER_TEMP": str(path),
        "GITHUB_OUTPUT": str(path / "output"),
        "GITHUB_STEP_SUMMARY": str(path / "summary.md"),
        "SOURCE": source,
        "VENDOR": "clever, google-classroom",
        "ONEROSTER": "",
        "FAIL_ON": "error",
        "CONFIG": "",
    }
    script = step("Lint")["run"]
    shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
    done = subprocess.run(shell, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    lines = (path / "output").read_text().splitlines()
    output = dict(line.split("=", 1) for line in lines)
    assert (output["exit-code"], output["verdict"]) == (str(code), verdict)
    assert json.loads(Path(output["report"]).read_text())["vendor"] == "clever,google-classroom"
    assert json.loads(Path(output["sarif"]).read_text())["version"] == "2.1.0"
    assert ("::error" in done.stdout) == (code != 0)
    assert (path / "summary.md").exists() == (code != 3)
    assert not (path / "x").exists()
    ended = subprocess.run(
        ["bash", "-c", step("Verdict")["run"]], env={**os.environ, "CODE": output["exit-code"]}
    )
    assert ended.returncode == code


def test_an_action_without_a_verdict_is_no_success() -> None:
    ended = subprocess.run(["bash", "-c", step("Verdict")["run"]], env={"CODE": ""})
    assert ended.returncode == 3


def test_the_hook_lints_what_its_users_name(path: Path) -> None:
    [hook] = read(ROOT / ".pre-commit-hooks.yaml")
    assert hook["language"] == "python" and hook["pass_filenames"] is False
    wanted = re.compile(hook["files"])
    assert wanted.search("bundle/users.csv") and wanted.search("Bundle.ZIP")
    assert not wanted.search("users.csv.md")
    shutil.copytree(BUNDLE, path / "bundle")
    (path / "roster-lint.toml").write_text('source = "bundle"\n')
    [repo] = read(EXAMPLES / "pre-commit-config.yaml")["repos"]
    [used] = repo["hooks"]
    assert used["id"] == hook["id"]
    for args in (hook["args"], used["args"]):
        result = CliRunner().invoke(app, [*hook["entry"].split()[1:], *args])
        assert (result.exit_code, result.stdout.count("\n")) == (0, 1), result.stderr


def test_gitlab_keeps_what_the_job_writes(path: Path) -> None:
    job = read(EXAMPLES / "gitlab-ci.yml")["roster"]
    shutil.copytree(BUNDLE, path / "bundle")
    [line] = job["script"]
    result = CliRunner().invoke(app, line.split()[1:], env={"CI": "true"})
    assert result.exit_code == 0, result.stderr
    reports = job["artifacts"]["reports"]
    assert isinstance(json.loads(Path(reports["codequality"]).read_text()), list)
    assert Path(reports["junit"]).read_text().startswith("<?xml")


def district(path: Path, name: str) -> None:
    """The folder that a nightly script stands in."""
    shutil.copy(EXAMPLES / "nightly.sh", path)
    source = ROOT / "fixtures" / name
    (path / "roster-lint.toml").write_text(f"source = '{source}'\nas_of = 2026-08-10\n")


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        pytest.param("ready", 0, "", marks=pytest.mark.rest),
        ("back-to-school", 1, "Subject: "),
        pytest.param("nowhere", 3, "", marks=pytest.mark.rest),
    ],
)
def test_the_nightly_script_speaks_where_somebody_has_to_act(
    path: Path, name: str, code: int, words: str
) -> None:
    district(path, name)
    old = path / "reports" / "2026-01-01.json"
    old.parent.mkdir()
    old.write_text("{}")
    os.utime(old, (0, 0))
    done = subprocess.run([str(path / "nightly.sh")], capture_output=True, text=True, cwd="/")
    assert done.returncode == code, done.stdout
    assert bool(done.stdout) == (code != 0) and done.stderr == ""
    assert done.stdout.startswith(words)
    assert [file.name for file in (path / "reports").iterdir()] == ["2026-08-10.json"]
    assert '"event": "end"' in (path / "roster-lint.log").read_text().splitlines()[-1]


def test_the_table_of_cron() -> None:
    lines = (EXAMPLES / "crontab").read_text().splitlines()
    jobs = [line for line in lines if line and line[0] not in "#" and "=" not in line.split()[0]]
    [job] = jobs
    times, command = job.split()[:5], job.split()[5:]
    assert all(re.fullmatch(r"\*|\d+", one) for one in times)
    assert int(times[0]) < 60 and int(times[1]) < 24
    assert [Path(word).name for word in command] == ["nightly.sh"]


@pytest.mark.parametrize("name", ["roster-lint.service", "roster-lint.timer"])
def test_the_units_of_systemd(name: str, path: Path) -> None:
    unit = configparser.ConfigParser(strict=True, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(EXAMPLES / name)
    if name.endswith("timer"):
        assert unit["Timer"]["OnCalendar"] and unit["Install"]["WantedBy"] == "timers.target"
        return
    words = unit["Service"]["ExecStart"].split()
    assert unit["Service"]["NoNewPrivileges"] == "yes"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(path)
        (path / "here.toml").write_text(f"source = '{BUNDLE}'\nas_of = 2026-08-10\n")
        moved = [word.replace("/etc/roster-lint/roster-lint", "here") for word in words[1:]]
        moved = [re.sub(r"/var/\w+/roster-lint/", "", word) for word in moved]
        result = CliRunner().invoke(app, moved)
    assert result.exit_code == 0, result.stderr
    assert (path / "2026-08-10.json").exists() and (path / "roster-lint.log").exists()


def test_powershell_names_known_options() -> None:
    """No PowerShell is here to run it, so that at least its command is one."""
    text = (EXAMPLES / "nightly.ps1").read_text()
    [line] = re.findall(r"^& \S*roster-lint\.exe (.*?)$", text.replace("`\n", ""), re.MULTILINE)
    words = [word.strip('"') for word in line.split()]
    assert words[0] == "--quiet" and "--output" in words
    with typer.main.get_command(app).make_context("roster-lint", words):
        pass
    for name in ("nightly.ps1", "register-task.ps1"):
        script = (EXAMPLES / name).read_text()
        for left, right in ("()", "{}"):
            assert script.count(left) == script.count(right)


def test_the_image_is_pinned_and_its_process_is_not_root() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    bases = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    assert bases and all(re.fullmatch(r"[\w.:-]+@sha256:[0-9a-f]{64}", base) for base in bases)
    assert len(set(bases)) == 1
    after = text.rsplit("FROM ", 1)[1]
    assert re.search(r"^USER 10001:10001$", after, re.MULTILINE)
    assert after.index("USER") < after.index("ENTRYPOINT")
    sent = (ROOT / ".dockerignore").read_text().splitlines()
    for name in re.findall(r"^COPY (?!--)(.*) \S+$", text, re.MULTILINE):
        assert all((ROOT / one).exists() and f"!{one}" in sent for one in name.split())
