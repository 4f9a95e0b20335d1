/* What does a reader see that shares no line with GDAL and QGIS? read_geopackage.js PACKAGES FILE.gpkg: one line of JSON a table.
 *
 * shape is the geometry, parsed and written again as WKB; found are the rows in the lower left part of the layer, asked
 * through the spatial index. */
const path = require('path');

globalThis.fetch = undefined; /* with it, the WebAssembly of SQLite is sought in the network instead of in the folder */
console.error = () => {}; /* it misses the native module, which we leave out, with a page of text */
const place = path.join(process.argv[2], 'node_modules', '@ngageoint', 'geopackage');
const { BoundingBox, GeoPackageAPI, setSqljsWasmLocateFile } = require(place);
setSqljsWasmLocateFile((name) => path.join(place, 'dist', name));

function plain(value) {
    if (value instanceof Uint8Array)
        return { blob: Buffer.from(value).toString('hex') };
    return typeof value === 'bigint' ? Number(value) : value;
}

function valuesOf(row, geometryColumn) {
    const values = {};
    for (const name of row.columnNames)
        if (name !== geometryColumn)
            values[name] = plain(row.getValueWithColumnName(name));
    return values;
}

function boxOf(contents) {
    return [contents.min_x, contents.min_y, contents.max_x, contents.max_y];
}

function lowerLeft([west, south, east, north]) {
    return [west, south, west + (east - west) * 0.6, south + (north - south) * 0.6];
}

function findRows(dao, [west, south, east, north]) {
    const found = [];
    for (const row of dao.fastQueryBoundingBox(new BoundingBox(west, east, south, north)))
        found.push(row.id);
    return found.sort((a, b) => a - b);
}

function readFeatures(file, name) {
    const dao = file.getFeatureDao(name);
    const rows = [];
    for (const result of dao.queryForEach()) {
        const row = dao.getRow(result);
        const data = row.geometry;
        if (data && data.geometryError)
            throw new Error(`${name} ${row.id}: ${data.geometryError}`);
        const shape = data && data.geometry ? Buffer.from(data.geometry.toWkb()).toString('hex') : null;
        rows.push({ values: valuesOf(row, dao.getGeometryColumnName()), shape });
    }
    const contents = file.getTableContents(name);
    const window = lowerLeft(boxOf(contents));
    return { name, type: 'features', count: dao.count(), box: boxOf(contents), indexed: dao.isIndexed(), rows,
             window, found: findRows(dao, window) };
}

function readAttributes(file, name) {
    const dao = file.getAttributeDao(name);
    const rows = [];
    for (const result of dao.queryForEach())
        rows.push({ values: valuesOf(dao.getRow(result), null), shape: null });
    return { name, type: 'attributes', count: dao.count(), rows };
}

async function main() {
    const file = await GeoPackageAPI.open(process.argv[3]);
    const errors = file.validate().map((error) => String(error.error || error));
    console.log(JSON.stringify({ errors }));
    for (const name of file.getFeatureTables())
        console.log(JSON.stringify(readFeatures(file, name)));
    for (const name of file.getAttributesTables())
        console.log(JSON.stringify(readAttributes(file, name)));
    file.close();
}

main().catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
});
