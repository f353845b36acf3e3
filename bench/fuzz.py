"""Every route fuzzed by its OpenAPI description, with a valid token and the secret of the forms: no 5xx, no lost line.

    python -m venv fuzz && fuzz/bin/pip install schemathesis
    python bench/fuzz.py fuzz/bin/schemathesis [EXAMPLES] [SEED]

Serves the small case of the tests.  The description is that of the application, but that ids which exist are offered
beside any text; so half of the requests reach what lies behind the first check.  Afterwards the log must hold one
readable line for each act that was answered with 303.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from served import TOKEN, served

from retold.decisions import FILE, read
from retold.web.description import openapi
from retold.web.guard import secret_for_forms
from small_case import small_case

RECORDS = {"discrepancy": ["x1", "x2"], "quotation": ["qd1", "qd2", "qd3", "qhead"], "person": ["po", "pv", "pc"],
           "document": ["d1", "d2", "d3"]}  # fmt: skip
ACTS = {
    "discrepancy": ["confirm", "dismiss", "unsure", "reject", "note"],
    "quotation": ["confirm", "reject", "note", "set-speaker", "set-span", "same", "not-same"],
    "person": ["merge", "split", "note"],
    "document": ["set-date", "set-role", "note"],
}
KNOWN = {"id": ["x1", "s1", "d1", "d3", "qd3", "po"], "at": ["3-9", "9-3", "0-999999999"], "page": ["1", "2", "-1"],
         "first": ["2020-01-01"], "last": ["2020-01-01"], "q": ["bridge"]}  # fmt: skip
VALUES = ["Orla Venn", "2011-05-03", "2011-05-03/2011-06-01", "record", "wire"]


def description():
    """Return the application's description with ids that exist offered, and the secret given."""
    made = openapi()
    for path in made["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", ()):
                parameter["schema"] = _offered(parameter["name"], parameter["schema"])
            for body in operation.get("requestBody", {}).get("content", {}).values():
                body["schema"]["properties"]["csrf"] = {"type": "string", "enum": [secret_for_forms(TOKEN)]}
    forms = made["paths"]["/decisions"]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]
    forms["schema"] = {"anyOf": [*(_likely(forms["schema"], about) for about in RECORDS), forms["schema"]]}
    return made


def _offered(name, schema):
    return {"anyOf": [{"type": "string", "enum": KNOWN[name]}, schema]} if name in KNOWN else schema


def _likely(schema, about):
    """Return the form's schema with an act and records that fit each other; the rest of the form stays any text."""
    text = {"type": "string"}
    fit = {"about": [about], "act": ACTS[about], "record": RECORDS[about], "other": RECORDS[about]}
    names = {name: {"type": "string", "enum": some} for name, some in fit.items()}
    names["value"] = {"anyOf": [{"type": "string", "enum": VALUES}, text]}
    names["words"] = {"anyOf": [{"type": "string", "enum": ["seriously decided on a bridge", "bridge"]}, text]}
    kept = {n: s for n, s in schema["properties"].items() if n not in ("seen", "form", "named")}
    return {**schema, "properties": kept | names, "required": ["csrf", "about", "act", "record"]}


def main():
    tool = str(Path(sys.argv[1]).resolve())
    examples, seed = (int(n) for n in (*sys.argv[2:4], *("100", "1")[len(sys.argv[2:4]) :]))
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base)
        case = small_case()
        case.folder = folder
        (folder / "openapi.json").write_text(json.dumps(description()), encoding="utf-8")
        with served(case) as (address, desk):
            call = [tool, "run", str(folder / "openapi.json"), "--url", address, "-H", f"Cookie: retold={TOKEN}",
                    "--checks", "not_a_server_error", "-n", str(examples), "--seed", str(seed), "--no-color",
                    "--phases", "examples,coverage,fuzzing"]  # fmt: skip
            done = subprocess.run(call, check=False, cwd=folder)  # it leaves files where it runs
            log = read(folder / FILE)
            layer = desk.view().layer
        placed = len(layer.standing) + len(layer.orphans) + len(layer.conflicts)
        print(json.dumps({"acts_kept": len(log.decisions), "broken_lines": len(log.broken), "counting": placed,
                          "exit": done.returncode}))  # fmt: skip
        return done.returncode or bool(log.broken)


if __name__ == "__main__":
    sys.exit(main())
