"""A city of a few streets in which everything occurs that mahalle reads: messy rows, crossing borders, five kinds of file."""
import json, math, os, random

from osgeo import gdal, ogr

gdal.UseExceptions()
SIDE = 0.006  # degrees of a mahalle, some 600 m

PROJECT = """title: Küçük kent
reference_date: 2025-12-31
province: Şanlıurfa
neighbourhoods: {source: mahalle.geojson, towns: {source: ilceler.csv}}
households:
  - {source: haneler.csv, encoding: windows-1254}
  - {source: ek.geojson}
  - {source: ek.gpkg}
persons: {source: uyeler.csv}
services:
  - {type: primary, source: okullar.csv, where: "tur = 'ilk'", fields: {capacity: derslik}}
  - {type: asm, source: asm.geojson}
  - {type: park, source: parklar.shp}
  - {type: womens_shelter, source: okullar.csv, where: "tur = 'gizli'"}
streets: {source: yollar.gpkg, where: "tip = 'yol'"}
standards: [./standart.csv, mpyy-ek2, norms]
coverage: {street_snap_m: 300}
gap_grid: {cell_m: 250}
priority: {draws: 50}
privacy: {min_unit_persons: 20}
quarantine: {max_rejected_share: 0.5}
"""
STANDARDS = """service_type;kind;scope;pop_min;pop_max;target_group;value
primary;distance_m;mahalle;;;all;600
primary;persons_per_unit;mahalle;;;all;30
library;area_m2_pp;plan;0;1000;all;2
park;area_m2_pp;plan;;;all;10
"""
COSTS = "service_type,unit,cost\nprimary,unit,5000000\nasm,unit,3000000\npark,m2,900\n"
HEADER = ("hane_no;boylam;enlem;hane_nufusu;gelis_yili;geldigi_il;tabaka;kume;agirlik;oda_sayisi;konut_m2;mulkiyet;sebeke_suyu;"
          "kanalizasyon;elektrik;engelli;gelir;yas_0_2;yas_6_9;yas_65;kadin;ihtiyaclar;calisan;isgucu\n")
NAMES = ["Çınaraltı", "Iğdırlı", "İncirli", "Şirinköy", "Gölbaşı", "Ünlüce"]
ORIGINS = ["İzmir", "Suriye", "Ağrı", "Şanlıurfa", "Kars", ""]


def write(name, text, encoding="utf-8"):
    with open(name, "w", encoding=encoding, newline="") as file:
        file.write(text)


def square(i):
    x, y = 38 + i % 3 * SIDE, 37 + i // 3 * SIDE
    return [[x, y], [x + SIDE, y], [x + SIDE, y + SIDE], [x, y + SIDE], [x, y]]


def collection(features):
    return json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}
        for properties, kind, coordinates in features]}, ensure_ascii=False)


def boundaries(name, count=6):
    features = []
    for i in range(count):
        ring, kind = square(i), "Polygon"
        if i == 1:
            ring[2], ring[3] = ring[3], ring[2]  # crosses itself
        if i == 2:
            ring[1] = ring[1][0] + SIDE / 20, ring[1][1]
        shape = [ring]
        if i == 3:
            x, y = ring[0]
            hole = [[x + .002, y + .002], [x + .002, y + .003], [x + .003, y + .003], [x + .002, y + .002]]
            shape, kind = [[ring, hole], [[[c[0] - .02, c[1]] for c in ring]]], "MultiPolygon"
        if i == 4:
            ring[0] = [ring[0][0] - SIDE / 30, ring[0][1]]
            ring[4] = ring[0]  # over its neighbour
        features.append(({"mahalle_kodu": str(101 + i), "mahalle_adi": NAMES[i] + " Mahallesi", "ilce_kodu": str(1 + i % 2),
                          "nufus": 300 + i}, kind, shape))
    write(name, collection(features))


def household(chance, number):
    i = number % 6
    x, y = 38 + (i % 3 + chance.random()) * SIDE, 37 + (i // 3 + chance.random()) * SIDE
    if number % 11 == 0:
        x = 38 + SIDE  # on a border
    size = chance.randint(1, 7)
    year = chance.choice(["", "1999", "2015", "2021", "2023", "2025"])
    return [f"h{number}", x, y, size, year, chance.choice(ORIGINS), f"t{i % 2}", f"k{number % 5}", round(chance.uniform(.5, 3), 2),
            chance.randint(1, 5), chance.randint(30, 150), chance.choice(["kira", "ev sahibi", "x"]), chance.choice(["evet", "hayır", ""]),
            chance.choice(["evet", "hayır"]), "evet", chance.choice(["evet", "hayır", ""]), chance.choice(["", "25000", "40000,5"]),
            chance.randint(0, 1), chance.randint(0, 1), chance.randint(0, 1), size // 2, chance.choice(["su", "is su", ""]), 1, 1]


def households(name, count=120, seed=1):
    chance, lines = random.Random(seed), []
    for number in range(count):
        row = household(chance, number)
        if number == 17:
            row[1], row[2] = 12.0, 50.0
        if number == 18:
            row[3] = 0
        if number == 19:
            row[1] = row[2] = ""
        if number == 20:
            row[4] = "2031"
        if number % 30 == 21:
            row[0] = "h1"
        if number == 22:
            row[1], row[2] = "abc", "?"
        lines.append(";".join(f"{c:.6f}".replace(".", ",") if isinstance(c, float) else str(c) for c in row) + "\n")
    lines.append('"h900";"38,001";"37,001";4;2024;"Ağrı ""merkez""\nköy"' + ";" * 18 + "\n")
    write(name, HEADER + "".join(lines), "windows-1254")


def points(name, prefix, count, seed):
    chance, features = random.Random(seed), []
    for number in range(count):
        row = household(chance, number)
        features.append(({"hane_no": f"{prefix}{number}", "hane_nufusu": row[3], "gelis_yili": row[4] or None, "geldigi_il": row[5]},
                         "Point", [row[1], row[2]]))
    features.append(({"hane_no": "ortak", "hane_nufusu": 3, "gelis_yili": "x", "geldigi_il": None}, "Point", [38.001, 37.001]))
    write(name, collection(features))


def services():
    write("okullar.csv", "no,ad,tur,boylam,enlem,derslik,acik\n1,A,ilk,38.004,37.005,8,evet\n2,B,ilk,38.015,37.004,-1,evet\n"
          "3,C,ilk,38.008,37.011,20,hayır\n4,D,ilk,,,3,evet\n5,E,ilk,39.9,37.9,3,evet\n6,F,gizli,38.012,37.006,x,evet\n")
    write("asm.geojson", collection([({"ad": "ASM 1", "kapasite": 2}, "Point", [38.003, 37.003]),
                                     ({"ad": "ASM 2", "kapasite": None}, "Point", [38.014, 37.009])]))
    ring = [[38.006 + .001 * math.cos(a), 37.004 + .001 * math.sin(a)] for a in (0, 1.5, 3, 4.5, 0)]
    write("park.geojson", collection([({"ad": "Park", "alan": 900}, "Polygon", [ring])]))
    lines = [({"tip": "yol" if i % 4 else "dere"}, "LineString", [[38 + i * .002, 37], [38 + i * .002, 37.004], [38 + i * .002, 37.012]])
             for i in range(9)]
    lines += [({"tip": "yol"}, "LineString", [[38 + i * .002, 37.004] for i in range(9)])]
    write("yol.geojson", collection(lines))
    write("arsa.csv", "ad,boylam,enlem,bedel\na,38.002,37.002,10\nb,38.009,37.008,20\nc,38.016,37.003,15\n")


def make(folder):
    """All files of the project, in the folder, which becomes the working one."""
    os.makedirs(folder)
    os.chdir(folder)
    boundaries("mahalle.geojson")
    households("haneler.csv")
    points("ek.geojson", "g", 20, 2)
    points("nokta.geojson", "p", 20, 3)
    services()
    gdal.VectorTranslate("ek.gpkg", "nokta.geojson", format="GPKG", layerName="haneler")
    gdal.VectorTranslate("yollar.gpkg", "yol.geojson", format="GPKG", layerName="yollar")
    gdal.VectorTranslate("parklar.shp", "park.geojson", format="ESRI Shapefile")
    for name in ("nokta.geojson", "yol.geojson", "park.geojson"):
        os.remove(name)
    write("uyeler.csv", "hane_no,yas,cinsiyet,yakinlik\nh1,40,1,1\nh1,38,2,2\nh1,9,1,3\nh2,x,1,1\nzz,3,1,1\nh3,70,2,1\n")
    write("ilceler.csv", "ilce_kodu,ilce_adi\n1,Örnekköy\n2,Üçpınar\n")
    write("standart.csv", STANDARDS)
    write("maliyetler.csv", COSTS)
    write("gizli.txt", "kimsenin bilmediği bir metin\n")
    write("alan.geojson", collection([({"ad": "bir"}, "Polygon", [[[38, 37], [38.009, 37], [38.009, 37.009], [38, 37.009], [38, 37]]]),
                                      ({"ad": "iki"}, "Polygon", [square(5)])]))
    write("mahalle.yaml", PROJECT)
