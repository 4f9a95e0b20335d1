#!/usr/bin/python3
"""Does the project say in sentences what it knows of a mahalle, and does its form show the rows that belong to it?

usage: test_project_words.py PROGRAM

For the demo city in both languages and the profiles public and secure: in every style the map tip of every row evaluates,
reads as a sentence and never says NULL; rows have names; the form of a mahalle has tabs, with every field on at most one
place, and the long tables, whose rows by relation are the rows of SQLite; arrivals can be played by year.
Exit code 77: python3-qgis is missing.
"""
import re
import sys
import tempfile

sys.dont_write_bytecode = True
from qgis_project import apply_style, layers_of, open_project, table_of_templates  # noqa: E402
from qgis_session import rows_of, start_qgis  # noqa: E402
from sample_file import demo_files  # noqa: E402

from qgis.core import (QgsAttributeEditorElement, QgsAttributeEditorRelation, QgsExpression,  # noqa: E402
                       QgsDateTimeRange, QgsExpressionContext, QgsExpressionContextUtils, QgsFeatureRequest,
                       QgsVectorLayerTemporalContext)
from qgis.PyQt.QtCore import QDate, QDateTime  # noqa: E402

TAGS = re.compile(r"<[^>]*>")
UNSAID = re.compile(r"\b(?:NULL|null|nan|inf)\b|\[%|%\]|\{\{")
PART = re.compile(r"\[%(.*?)%\]", re.DOTALL)


def context_of(layer):
    return QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))


def evaluate(expression, context, where):
    value = expression.evaluate(context)
    assert not expression.hasEvalError(), f"{where}: {expression.evalErrorString()} in {expression.expression()}"
    return value


def prepared(text, context, where):
    expression = QgsExpression(text)
    assert not expression.hasParserError(), f"{where}: {expression.parserErrorString()} in {text}"
    assert expression.prepare(context), f"{where}: {expression.evalErrorString()} in {text}"
    return expression


NOTES = "mahalle_quality"  # its tip is the note of the row, the same words as in the table: no full stop


def check_sentence(text, where):
    plain = TAGS.sub(" ", text).strip()
    assert not UNSAID.search(text), f"{where}: '{text}'"
    assert len(plain) >= 8 and plain[0].isalnum() or plain[0] in "“'(%", f"{where}: '{text}' is no sentence"
    assert "." in plain or plain.endswith(")") or where.startswith(NOTES), f"{where}: '{text}' has no end"


def check_tips(layer, where):
    """Every part of the tip between [% and %], for every row."""
    template = layer.mapTipTemplate()
    assert template, f"{where} has no map tip"
    context = context_of(layer)
    parts = [prepared(part, context, where) for part in PART.findall(template)]
    assert parts, f"{where}: the map tip says the same everywhere"
    said = set()
    for feature in layer.getFeatures():
        context.setFeature(feature)
        values = iter([evaluate(part, context, where) for part in parts])
        text = PART.sub(lambda _: str(next(values)), template)
        check_sentence(text, f"{where} fid {feature.id()}")
        said.add(text)
    assert len(said) > 1 or layer.featureCount() <= 1, f"{where}: all rows say '{said}'"


def check_names(layer):
    context = context_of(layer)
    expression = prepared(layer.displayExpression(), context, layer.id())
    for feature in layer.getFeatures():
        context.setFeature(feature)
        name = evaluate(expression, context, layer.id())
        assert name not in (None, "") and "NULL" not in str(name), f"{layer.id()} fid {feature.id()} is called '{name}'"


def elements_of(container):
    for element in container.children():
        yield element
        if element.type() == QgsAttributeEditorElement.AeTypeContainer:
            yield from elements_of(element)


def check_form(project, layer, language):
    """Tabs in the language; no field twice; every relation shown is one of the project's."""
    config = layer.editFormConfig()
    assert config.layout() == config.TabLayout, f"{layer.id()}: the form is a list"
    tabs = [tab.name() for tab in config.invisibleRootContainer().children()]
    known = list(dict.fromkeys(row[f"tab_{language}"] for row in table_of_templates("form")))
    assert len(tabs) >= 4 and tabs == [tab for tab in known if tab in tabs], f"{layer.id()}: tabs {tabs}"
    elements = list(elements_of(config.invisibleRootContainer()))
    fields = [element.name() for element in elements if element.type() == QgsAttributeEditorElement.AeTypeField]
    assert fields and len(fields) == len(set(fields)), f"{layer.id()}: fields twice in the form"
    assert all(layer.fields().indexOf(name) >= 0 for name in fields), f"{layer.id()}: fields that are not there: {fields}"
    shown = [element for element in elements if isinstance(element, QgsAttributeEditorRelation)]
    # A legend linked to a map that follows a theme makes QGIS 3.22 save and restore the styles of the theme's layers while
    # it reads the layouts, before it knows the relations: the forms of these layers then have lost theirs.
    for element in shown:
        assert element.init(project.relationManager()), f"{layer.id()}: the form shows '{element.name()}', no relation"
    return {element.relation().referencingLayerId() for element in shown}


def check_relations(path, project):
    tables = {name for (name,) in rows_of(path, "SELECT table_name FROM gpkg_contents")}
    children = [row["table"] for row in table_of_templates("relations") if row["table"] in tables]
    relations = project.relationManager().relations()
    for child in children:
        relation = relations.get(f"mahalle_borders_{child}")
        assert relation is not None and relation.isValid(), f"no relation to {child}: {sorted(relations)}"
        check_children(path, relation, child)
    for relation in relations.values():
        assert relation.isValid() and relation.referencedLayerId() in project.mapLayers(), f"{relation.id()} is not valid"
    return children


def check_children(path, relation, child):
    """The rows that the form of each mahalle will show."""
    wanted = dict(rows_of(path, f'SELECT mah_code, count(*) FROM "{child}" WHERE mah_code NOT NULL GROUP BY mah_code'))
    total = 0
    for feature in relation.referencedLayer().getFeatures():
        found = sum(1 for _ in relation.getRelatedFeatures(feature))
        assert found == wanted.get(feature["mah_code"], 0), f"{child}: {found} rows of {feature['mah_code']} are related"
        total += found
    assert total > 0, f"no row of {child} is related"


def check_time(path, project):
    layer = project.mapLayer("mahalle_mah_arrivals")
    if not rows_of(path, "SELECT 1 FROM gpkg_contents WHERE table_name = 'mah_arrivals'"):
        assert layer is None
        return
    temporal = layer.temporalProperties()
    assert temporal.isActive(), "arrivals cannot be played"
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    years = dict(rows_of(path, "SELECT year, count(*) FROM mah_arrivals GROUP BY year"))
    for year, rows in years.items():
        step = QgsDateTimeRange(QDateTime(QDate(year, 1, 1)), QDateTime(QDate(year + 1, 1, 1)), True, False)
        request = QgsFeatureRequest().setFilterExpression(temporal.createFilterString(context, step))
        found = [feature["year"] for feature in layer.getFeatures(request)]
        assert found == [year] * rows, f"playing {year} shows {len(found)} rows of {sorted(set(found))}, not {rows}"
    first, last = project.timeSettings().temporalRange().begin(), project.timeSettings().temporalRange().end()
    assert (first.date().year(), last.date().year()) == (min(years), max(years)), f"played are {first} to {last}"


def check_file(path, language):
    project = open_project(path)
    tips = 0
    for name, layer in layers_of(project).items():
        check_names(layer)
        for style in layer.styleManager().styles() if layer.isSpatial() else []:
            apply_style(layer, style)
            check_tips(layer, f"{name}, {style}")
            tips += 1
    children = check_relations(path, project)
    shown = check_form(project, project.mapLayer("mahalle_borders"), language)
    assert shown == {f"mahalle_{child}" for child in children}, f"the form shows {shown}, not {children}"
    check_time(path, project)
    project.clear()
    print(f"ok: map tips of {tips} styles and {len(children)} related tables of {path.rsplit('/', 1)[1]}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="mahalle-words-") as folder:
        application = start_qgis(folder)  # noqa: F841
        for path, _, language in demo_files(sys.argv[1], folder):
            check_file(path, language)


if __name__ == "__main__":
    main()
