"""Reads a workbook with nothing but Python's own library, and works out its formulas: those that the investment list uses, and no others."""
import math, re, xml.etree.ElementTree as ET, zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TOKEN = re.compile(r"""\s*(?:(?P<text>"[^"]*")|(?P<number>\d+(?:\.\d+)?)|(?P<range>(?:'[^']+'!)?\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+)|(?P<cell>\$?[A-Z]+\$?\d+)(?!\()|(?P<name>[A-Z]+)\(|(?P<sign><>|>=|<=|[-+*/=<>(),]))""")


class Workbook:
    """sheets[name][cell] = value as stored (number or text); formulas[name][cell] = formula without '='."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.dates = {entry.date_time for entry in archive.infolist()}
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        shared = ["".join(t.text or "" for t in item.iter(MAIN + "t")) for item in ET.fromstring(self.parts["xl/sharedStrings.xml"])]
        names = [sheet.get("name") for sheet in ET.fromstring(self.parts["xl/workbook.xml"]).iter(MAIN + "sheet")]
        self.names, self.sheets, self.formulas = names, {}, {}
        for number, name in enumerate(names, 1):
            cells, formulas = self.sheets.setdefault(name, {}), self.formulas.setdefault(name, {})
            for cell in ET.fromstring(self.parts[f"xl/worksheets/sheet{number}.xml"]).iter(MAIN + "c"):
                value, formula, kind = cell.find(MAIN + "v"), cell.find(MAIN + "f"), cell.get("t")
                if formula is not None:
                    formulas[cell.get("r")] = formula.text
                if value is None:
                    continue
                text = value.text or ""
                cells[cell.get("r")] = shared[int(text)] if kind == "s" else text if kind == "str" else float(text)

    def value(self, sheet, cell):
        """The value of a cell, worked out where it is a formula; "" where it is empty."""
        cell = cell.replace("$", "")
        if cell in self.formulas[sheet]:
            return Formula(self, sheet, self.formulas[sheet][cell]).result()
        return self.sheets[sheet].get(cell, "")

    def range(self, sheet, words):
        if "!" in words:
            sheet, words = words.split("!")
            sheet = sheet.strip("'")
        (a, first), (b, last) = (re.fullmatch(r"([A-Z]+)(\d+)", end).groups() for end in words.replace("$", "").split(":"))
        return [self.value(sheet, f"{chr(c)}{r}") for r in range(int(first), int(last) + 1) for c in range(ord(a), ord(b) + 1)]


def number(value):
    return value if isinstance(value, (int, float)) else 0.0


def fits(value, rule):
    if isinstance(rule, str) and rule.startswith(">"):
        return isinstance(value, (int, float)) and value > float(rule[1:])
    return value == rule


class Formula:
    def __init__(self, book, sheet, text):
        self.book, self.sheet, self.tokens, at = book, sheet, [], 0
        while at < len(text):
            match = TOKEN.match(text, at)
            if match is None:
                raise ValueError(f"cannot read {text!r} at {at}")
            self.tokens.append((match.lastgroup, match.group(match.lastgroup)))
            at = match.end()
        self.at = 0

    def result(self):
        return self.compare()()

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else (None, None)

    def take(self, *signs):
        kind, word = self.peek()
        if kind == "sign" and word in signs:
            self.at += 1
            return word
        return None

    def compare(self):
        left = self.add()
        sign = self.take("=", "<>", ">", "<")
        if sign is None:
            return left
        right = self.add()
        return {"=": lambda: left() == right(), "<>": lambda: left() != right(), ">": lambda: number(left()) > number(right()),
                "<": lambda: number(left()) < number(right())}[sign]

    def add(self):
        left = self.multiply()
        while (sign := self.take("+", "-")) is not None:
            a, b = left, self.multiply()
            left = (lambda a, b: lambda: number(a()) + number(b()))(a, b) if sign == "+" else (lambda a, b: lambda: number(a()) - number(b()))(a, b)
        return left

    def multiply(self):
        left = self.primary()
        while (sign := self.take("*", "/")) is not None:
            a, b = left, self.primary()
            left = (lambda a, b: lambda: number(a()) * number(b()))(a, b) if sign == "*" else (lambda a, b: lambda: number(a()) / number(b()))(a, b)
        return left

    def primary(self):
        kind, word = self.peek()
        self.at += 1
        if kind == "text":
            return lambda: word[1:-1]
        if kind == "number":
            return lambda: float(word)
        if kind == "cell":
            return lambda: self.book.value(self.sheet, word)
        if kind == "range":
            return lambda: self.book.range(self.sheet, word)
        if kind == "name":
            return self.call(word)
        raise ValueError(f"unexpected {word!r}")

    def call(self, name):
        parts = []
        while self.take(")") is None:
            parts.append(self.compare())
            self.take(",")
        return lambda: FUNCTIONS[name](*parts)


def sumifs(wanted, *rules):
    values = wanted()
    pairs = [(rules[i](), rules[i + 1]()) for i in range(0, len(rules), 2)]
    return sum(number(v) for n, v in enumerate(values) if all(fits(span[n], rule) for span, rule in pairs))


def countifs(*rules):
    pairs = [(rules[i](), rules[i + 1]()) for i in range(0, len(rules), 2)]
    return float(sum(all(fits(span[n], rule) for span, rule in pairs) for n in range(len(pairs[0][0]))))


FUNCTIONS = {
    "IF": lambda test, yes, no: yes() if test() else no(),
    "OR": lambda *parts: any([p() for p in parts]),
    "AND": lambda *parts: all([p() for p in parts]),
    "N": lambda value: number(value()),
    "MIN": lambda *parts: min(number(p()) for p in parts),
    "ROUND": lambda value, digits: math.floor(number(value()) * 10 ** digits() + 0.5) / 10 ** digits(),
    "SUM": lambda span: sum(number(v) for v in span()),
    "SUBTOTAL": lambda code, span: sum(number(v) for v in span()),
    "SUMIFS": sumifs,
    "COUNTIFS": countifs,
    "COUNTIF": lambda span, rule: countifs(span, rule),
}
