# Por qué un archivo no se importó o no se exportó, y las líneas de un hilo exportado.

transfer-link = Es un enlace simbólico y los enlaces no se siguen; pon el archivo mismo en la carpeta para importarlo.
transfer-home = Esta carpeta es un hogar de Commonplace y contiene claves secretas, así que no se importa nada de ella; elige otra carpeta.
transfer-not-a-file = No es ni un archivo ni una carpeta, así que no hay nada que importar.
transfer-not-text = No es texto UTF-8; guárdalo como UTF-8 e impórtalo de nuevo.
transfer-note-too-large = Una nota tiene como máximo { $max } MiB de texto; divide esta o adjúntala como archivo.
transfer-file-too-large = Un adjunto tiene como máximo { $max } GiB; este archivo es mayor.
transfer-unreadable = No se pudo leer: { $why }.
transfer-unwritable = No se pudo escribir: { $why }.
transfer-bad-name = Su nombre tiene caracteres que no se pueden leer; cámbialo e importa de nuevo.
transfer-too-deep = Está a más de { $max } carpetas de profundidad; importa esta carpeta por separado.
transfer-too-many = Solo se miraron los primeros { $max } archivos; importa las demás carpetas una por una.
transfer-not-shown = Ninguna nota muestra este archivo; enlázalo desde una nota e importa de nuevo.
transfer-anki = Los mazos de Anki aún no se pueden importar; exporta el mazo como texto desde Anki e importa ese texto.
transfer-not-markdown = No es un archivo Markdown; el archivo de una nota termina en .md o .markdown.
transfer-changed-by = { $name } ha cambiado esta nota en el círculo y este archivo no lo recoge; exporta el círculo, haz allí tus cambios e importa eso.
transfer-newer-here = El círculo tiene una versión más nueva de esta nota.
transfer-malformed = Este hilo exportado ya no se puede leer; repara sus primeras líneas o quita de ellas «commonplace:» para importarlo como nota.
transfer-note-missing = La nota a la que pertenecen estos comentarios no está en el círculo; impórtalos juntos.
transfer-exists = Ya hay allí un archivo distinto y no se ha tocado; muévelo y exporta de nuevo.
transfer-in-the-way = Hay un enlace o un archivo donde hace falta una carpeta; muévelo y exporta de nuevo.

# Encima de las palabras de otra persona, en un archivo y en un hilo importado.
transfer-asked = { $name } preguntó el { $day }:
transfer-answered = { $name } respondió el { $day }:
transfer-commented = { $name } comentó el { $day }:
