"""The program and its unit tests linked with one shared library of all rooms, so that a changed file can be laid over it: compiled alone into a
library that the loader puts first (LD_PRELOAD). No mutant costs a link of the program. As in the tests of every build, sanitizers watch: the changed
file is compiled for them, and memory comes from theirs, so that what it reads or writes beyond an array, or does not free, is noticed."""
import json
import os
import re
import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor

LEVEL = "-O1"
WATCHED = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]


class Sandbox:
    def __init__(self, root, commands_of, folder, jobs):
        self.root, self.folder, self.jobs = root, folder, jobs
        for name in ("objects", "watched"):
            os.makedirs(f"{folder}/{name}", exist_ok=True)
        self.first = " ".join(subprocess.run(["cc", f"-print-file-name={name}"], capture_output=True, text=True, check=True).stdout.strip()
                              for name in ("libasan.so", "libubsan.so"))
        with open(f"{commands_of}/compile_commands.json", encoding="utf-8") as file:
            entries = [entry for entry in json.load(file) if "-Dmain=" not in entry["command"]]  # the sweep of memory compiles the program a second time, without its main
        self.commands = {os.path.relpath(entry["file"], root): entry for entry in entries}
        self.libraries = self.link_line(commands_of)

    def link_line(self, commands_of):
        """What the build links a unit test of the read room with: the most of all."""
        with open(f"{commands_of}/build.ninja", encoding="utf-8") as file:
            text = file.read()
        found = re.search(r"^build tests/read_test_fields: .*?LINK_LIBRARIES = ([^\n]*)", text, re.S | re.M)
        return shlex.split(found[1])

    def preload(self, mutant):
        return f"{self.first} {mutant}"

    def compile(self, source, out, *more, path=None):
        """Returns what the compiler said, None where it was content."""
        words = shlex.split(self.commands[source]["command"])
        drop = {"-O2", "-O0", "-g", "-DNDEBUG", "-Werror", "-c", "-Wno-missing-prototypes", "-fvisibility=hidden"}
        kept, skip = [], False
        for word in words[:-1]:
            if skip or word in drop or word.startswith("-W"):
                skip = False
                continue
            if word == "-o":
                skip = True
                continue
            kept.append(word)
        includes = [word for word in more if word.startswith("-I")]
        command = [kept[0], *includes, *kept[1:], LEVEL, "-w", "-fPIC", "-fsemantic-interposition", *[word for word in more if word not in includes],
                   "-c", "-o", out, path or f"{self.root}/{source}"]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.commands[source]["directory"])
        return done.stderr or "failed" if done.returncode else None

    def object_of(self, source):
        return f"{self.folder}/objects/{source.replace('/', '_')}.o"

    def build_object(self, source):
        out = self.object_of(source)
        path = source if os.path.isabs(source) else f"{self.root}/{source}"
        newest = os.path.getmtime(path)
        if os.path.exists(out) and os.path.exists(out + ".d"):
            with open(out + ".d", encoding="utf-8") as file:
                parts = [word for word in file.read().replace("\\\n", " ").split()[1:]]
            newest = max((os.path.getmtime(part) for part in parts if os.path.exists(part)), default=newest)
            if os.path.getmtime(out) >= newest:
                return out
        said = self.compile(source, out, "-MMD", "-MF", out + ".d")
        if said:
            raise SystemExit(f"{source}: {said}")
        return out

    def build(self, unit_tests):
        """Everything; only what is older than its sources is compiled again."""
        rooms = [s for s in self.commands if (s.startswith("src/") and not s.startswith("src/cli/")) or s.endswith("embedded_layers.c")]
        cli = [s for s in self.commands if s.startswith("src/cli/")]
        with ThreadPoolExecutor(self.jobs) as pool:
            objects = list(pool.map(self.build_object, rooms))
            list(pool.map(self.build_object, cli + unit_tests))
        library = f"{self.folder}/librooms.so"
        self.link(["-shared", "-Wl,--as-needed", "-o", library, *objects, *self.libraries], library, objects)
        programs = [("mahalle", [self.object_of(s) for s in cli])] + [(self.name_of(test), [self.object_of(test)]) for test in unit_tests]
        with ThreadPoolExecutor(self.jobs) as pool:
            list(pool.map(lambda item: self.link([*WATCHED, "-Wl,--as-needed", "-o", f"{self.folder}/watched/{item[0]}", *item[1], library, f"-Wl,-rpath,{self.folder}",
                                                  *self.libraries], f"{self.folder}/watched/{item[0]}", item[1]), programs))
        with open(f"{self.folder}/watched/under_test", "w", encoding="utf-8") as file:  # only the program is changed, not the Python that asks it
            file.write(f'#!/bin/sh\nLD_PRELOAD="$MUTANT" exec {self.folder}/watched/mahalle "$@"\n')
        os.chmod(f"{self.folder}/watched/under_test", 0o755)

    def link(self, words, out, objects):
        if os.path.exists(out) and all(os.path.getmtime(o) <= os.path.getmtime(out) for o in objects):
            return
        done = subprocess.run(["cc", *words], capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stderr)

    @staticmethod
    def name_of(test):
        return "_".join(test.removesuffix(".c").split("/")[2:])

    def readers_of(self, header):
        """The files of the rooms that include it, directly or not."""
        found = []
        for source in self.commands:
            path = self.object_of(source) + ".d"
            if source.startswith("src/") and not source.startswith("src/cli/") and os.path.exists(path):
                with open(path, encoding="utf-8") as file:
                    if f"/{header}" in file.read():
                        found.append(source)
        return found
