# Writes a C file that holds every file of layers/ as bytes. Run with -D OUTPUT= -D FOLDER=.
file(GLOB_RECURSE names RELATIVE "${FOLDER}" "${FOLDER}/*")
list(SORT names)
set(arrays "")
set(rows "")
set(index 0)
foreach(name IN LISTS names)
    file(READ "${FOLDER}/${name}" hex HEX)
    string(LENGTH "${hex}" digits)
    math(EXPR length "${digits} / 2")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(REGEX REPLACE "(0x[0-9a-f][0-9a-f],0x[0-9a-f][0-9a-f],0x[0-9a-f][0-9a-f],0x[0-9a-f][0-9a-f],0x[0-9a-f][0-9a-f],0x[0-9a-f][0-9a-f],0x[0-9a-f][0-9a-f],0x[0-9a-f][0-9a-f],)" "\\1\n" bytes "${bytes}")
    string(APPEND arrays "static const unsigned char file_${index}[] = {${bytes}0x00};\n")
    string(APPEND rows "    {\"${name}\", file_${index}, ${length}},\n")
    math(EXPR index "${index} + 1")
endforeach()
file(WRITE "${OUTPUT}" "/* Generated from layers/ by cmake/embed_layers.cmake. */
#include \"base/layers_embedded.h\"

${arrays}
const struct embedded_layer embedded_layers[] = {
${rows}    {0, 0, 0},
};
")
