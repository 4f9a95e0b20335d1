"""Where can a C file be changed by little, and how? Works on tokens: comments, texts and what the preprocessor reads stay as they are."""
import re
from dataclasses import dataclass

TOKEN = re.compile(r"""(?P<skip>/\*.*?\*/|//[^\n]*|^[ \t]*\#(?:[^\n\\]|\\.)*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\s+)
    |(?P<number>(?:0[xX][0-9a-fA-F.]+(?:[pP][+-]?\d+)?|\d+\.?\d*(?:[eE][+-]?\d+)?)[uUlLfF]*)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<sign>->|\+\+|--|<<=|>>=|<=|>=|==|!=|&&|\|\||\+=|-=|\*=|/=|%=|&=|\|=|\^=|<<|>>|[^\s\w])""", re.S | re.M | re.X)
RELATIONS = {"<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!="], "!=": ["=="]}
ARITHMETIC = {"+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"], "+=": ["-="], "-=": ["+="], "++": ["--"], "--": ["++"]}
LOGIC = {"&&": ["||"], "||": ["&&"]}
NO_STATEMENT = set("""struct union enum const static extern inline return if else for while do switch case default goto sizeof unsigned signed
    int long short char double float void bool break continue volatile register _Atomic _Static_assert size_t ssize_t typedef FILE""".split())


@dataclass(frozen=True)
class Mutant:
    file: str
    line: int
    kind: str
    start: int  # of the text that is replaced
    end: int
    before: str
    after: str
    place: str  # the line as it stands, and which of its equal pieces is meant: survives other lines' coming and going

    def key(self):
        return (self.file, self.place, self.kind, self.before, self.after)


def tokens_of(text):
    return [(m.lastgroup, m.group(), m.start(), m.end()) for m in TOKEN.finditer(text) if m.lastgroup != "skip"]


def closing(tokens, at):
    """The index of the bracket that closes the one at `at`."""
    depth = 0
    for i in range(at, len(tokens)):
        depth += (tokens[i][1] in "([{") - (tokens[i][1] in ")]}")
        if depth == 0:
            return i
    return len(tokens) - 1


def changed_number(word):
    found = re.fullmatch(r"(0[xX][0-9a-fA-F]+|\d+)([uUlL]*)", word)
    if found:
        value = int(found[1], 0) if not re.fullmatch(r"0\d+", found[1]) else int(found[1], 8)
        return [f"{value + 1}{found[2]}"] + ([f"{value - 1}{found[2]}"] if value > 0 else ["(-1)"] if not found[2] else [])
    return [f"({word} + 1)", f"({word} - 1)"]


def statement_end(tokens, at):
    """Of an expression statement that begins at `at`: the index of its semicolon, else None."""
    kind, word = tokens[at][:2]
    if word in ("break", "continue") and tokens[at + 1][1] == ";":
        return at + 1
    following = tokens[at + 1]
    if not (kind == "word" or word in ("*", "++", "--", "(")) or word in NO_STATEMENT or word.endswith("_t") or (kind == "word" and following[0] == "word") or following[1] == ":":
        return None
    if kind == "word" and following[1] == "*" and tokens[at + 2][0] == "word":  # a declaration of a pointer
        return None
    i = at
    while i < len(tokens) and tokens[i][1] not in (";", "{", "}"):
        i = closing(tokens, i) + 1 if tokens[i][1] in "([" else i + 1
    if i < len(tokens) and tokens[i][1] == "{":  # a compound literal, or a macro's block
        i = closing(tokens, i) + 1
        while i < len(tokens) and tokens[i][1] not in (";", "{", "}"):
            i += 1
    return i if i < len(tokens) and tokens[i][1] == ";" else None


def changes(text):
    """(kind, start, end, replacement) of all."""
    tokens = tokens_of(text)
    depth = brackets = 0
    for i, (kind, word, start, end) in enumerate(tokens):
        depth += (word == "{") - (word == "}")
        brackets += (word == "(") - (word == ")")
        spaced = text[start - 1:start].isspace() and text[end:end + 1].isspace()
        for name, table in (("relation", RELATIONS), ("arithmetic", ARITHMETIC), ("logic", LOGIC)):
            if kind == "sign" and word in table and (spaced or word in ("++", "--")):
                for other in table[word]:
                    yield name, start, end, other
        if kind == "number" and depth > 0:
            for other in changed_number(word):
                yield "constant", start, end, other
        if depth > 0 and word in ("if", "while") and tokens[i + 1][1] == "(":
            close = closing(tokens, i + 1)
            yield "negate", tokens[i + 1][2], tokens[close][3], f"(!{text[tokens[i + 1][2]:tokens[close][3]]})"
        is_first = i > 0 and brackets - (word == "(") == 0  # not within the brackets of a "for"
        if depth > 0 and is_first and (tokens[i - 1][1] in (";", "{", "}", "else") or tokens[i - 1][1] == ")" and "\n" in text[tokens[i - 1][3]:start]):
            last = statement_end(tokens, i)
            if last is not None:
                yield "delete", start, tokens[last][3], ";"


def mutants_of(file, text):
    lines = text.split("\n")
    seen = {}
    for kind, start, end, after in changes(text):
        line = text.count("\n", 0, start) + 1
        before = text[start:end]
        base = (" ".join(lines[line - 1].split()), kind, before, after)
        seen[base] = seen.get(base, 0) + 1
        place = base[0] + (f" #{seen[base]}" if seen[base] > 1 else "")
        yield Mutant(file, line, kind, start, end, " ".join(before.split()), " ".join(after.split()), place)
