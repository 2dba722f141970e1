"""Resolve pyproject.toml into requirements.lock and requirements-dev.lock: `python3 dev.py lock`.

pip resolves once for each platform and Python that the product supports; a package that only some of them
need gets a marker. The locks hold names, versions and the hashes of just the wheels that pip chose, and no
addresses: where the packages come from is the business of each machine's pip configuration.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13")
# The oldest glibc that the wheels of Qt run on; a wheel for an older one runs on every newer one.
GLIBC = 34
PLATFORMS = {
    "linux": [
        *(f"manylinux_2_{minor}_x86_64" for minor in range(GLIBC, 4, -1)),
        "manylinux2014_x86_64",
        "manylinux2010_x86_64",
        "manylinux1_x86_64",
        "linux_x86_64",
    ],
    "win32": ["win_amd64"],
}
Target = tuple[str, str]
TARGETS: list[Target] = [(platform, python) for platform in PLATFORMS for python in PYTHONS]

# pip takes the tags of another platform, but always the markers of the interpreter it runs in.
PIP_FOR_TARGET = """
import json, sys
from pip._internal.cli.main import main
from pip._vendor.packaging import markers

environment = {**markers.default_environment(), **json.loads(sys.argv[1])}
markers.default_environment = lambda: dict(environment)
sys.exit(main(sys.argv[2:]))
"""
ENVIRONMENTS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    "win32": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
}

Pins = dict[tuple[str, str], set[str]]  # (name, version) → hashes


def resolve(requirements: Sequence[str], target: Target) -> Pins:
    """Let pip choose a wheel of everything that the requirements need on the target.

    Raises CalledProcessError where pip finds no answer.
    """
    platform, python = target
    markers = ENVIRONMENTS[platform] | {"python_version": python, "python_full_version": f"{python}.0"}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            *(sys.executable, "-c", PIP_FOR_TARGET, json.dumps(markers), "install", "--quiet", "--dry-run"),
            *("--ignore-installed", "--only-binary", ":all:", "--target", folder, "--report", str(report)),
            *("--python-version", python, "--implementation", "cp"),
            *(word for tag in PLATFORMS[platform] for word in ("--platform", tag)),
            *requirements,
        ]
        subprocess.run(command, check=True)
        chosen = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {
        (
            re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower(),
            item["metadata"]["version"],
        ): {f"sha256:{item['download_info']['archive_info']['hashes']['sha256']}"}
        for item in chosen
    }


def marker(targets: set[Target]) -> str:
    """Return the environment marker that holds on these targets and on no other; none where all are meant."""
    pythons = {platform: [python for python in PYTHONS if (platform, python) in targets] for platform in PLATFORMS}
    if len({tuple(of_platform) for of_platform in pythons.values()}) == 1:
        return any_python(pythons["linux"])
    clauses = [
        f"sys_platform == '{platform}'" + (f" and {any_python(chosen)}" if any_python(chosen) else "")
        for platform, chosen in pythons.items()
        if chosen
    ]
    return " or ".join(clauses)


def any_python(pythons: Sequence[str]) -> str:
    if len(pythons) == len(PYTHONS):
        return ""
    words = " or ".join(f"python_version == '{python}'" for python in pythons)
    return f"({words})" if len(pythons) > 1 else words


def write(path: Path, resolved: dict[Target, Pins]) -> None:
    targets: defaultdict[tuple[str, str], set[Target]] = defaultdict(set)
    hashes: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for target, pins in resolved.items():
        for pin, of_wheel in pins.items():
            targets[pin].add(target)
            hashes[pin] |= of_wheel
    lines = ["# Written by `python3 dev.py lock` from pyproject.toml."]
    for name, version in sorted(targets):
        condition = marker(targets[name, version])
        lines.append(f"{name}=={version}" + (f" ; {condition}" if condition else "") + " \\")
        lines += [f"    --hash={one} \\" for one in sorted(hashes[name, version])]
        lines[-1] = lines[-1].removesuffix(" \\")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run: dict[Target, Pins] = {}
    dev: dict[Target, Pins] = {}
    for target in TARGETS:
        print("Resolving for Python {1} on {0} …".format(*target), flush=True)
        run[target] = resolve(project["dependencies"], target)
        same = [f"{name}=={version}" for name, version in run[target]]
        everything = resolve([*same, *project["optional-dependencies"]["dev"]], target)
        dev[target] = {pin: hashes for pin, hashes in everything.items() if pin not in run[target]}
    write(ROOT / "requirements.lock", run)
    write(ROOT / "requirements-dev.lock", dev)


if __name__ == "__main__":
    main()
